/** The source of synthetic failures. Nobody but the function that makes them may publish from it. */
export const syntheticSource = 'amends.synthetic';

/** The failure type of synthetic failures: a rented film that stuttered, whose price goes back at once. */
export const syntheticType = 'VideoPlaybackFailed';

/** Begins the id of each synthetic customer. There is one for each hour: no limit of a customer is ever near. */
export const syntheticPrefix = 'synthetic-';

/** The id of the synthetic customer of an hour, and of what they bought: `synthetic-2026112811`. */
export function syntheticIdOf(hour: Date): string {
  return `${syntheticPrefix}${hour.toISOString().slice(0, 13).replace(/\D/g, '')}`;
}

/** The currencies in which a synthetic payment can be made. */
export const syntheticCurrencies = ['EUR', 'GBP', 'USD'] as const;

export type SyntheticCurrency = (typeof syntheticCurrencies)[number];

/** What a synthetic payment pays, in minor units. */
export const syntheticPriceMinor = 399;

/** Puts synthetic failures on the bus, where the systems of the company put real ones. */
export interface SyntheticPublisher {
  /** @throws where the bus did not accept the event */
  publish(failure: object): Promise<void>;
}
