/**
 * In which numbers the simulated provider counts, and which of them it takes: Stripe's rules for the currencies of the
 * simulated companies, written down once more, because the code under test must not be its own witness.
 */
interface Counting {
  /** Decimals of the currency at a bank, and at the provider. */
  readonly bank: number;
  readonly provider: number;
  /** Of its numbers, the provider takes multiples of this. */
  readonly multipleOf: number;
}

const countings: Readonly<Record<string, Counting>> = {
  GBP: { bank: 2, provider: 2, multipleOf: 1 },
  JPY: { bank: 0, provider: 0, multipleOf: 1 },
  ISK: { bank: 0, provider: 2, multipleOf: 100 },
  KWD: { bank: 3, provider: 3, multipleOf: 10 },
  MGA: { bank: 2, provider: 0, multipleOf: 1 },
};

function countingOf(currency: string): Counting {
  const counting = countings[currency];
  if (!counting) throw new Error(`the simulated provider does not know ${currency}`);
  return counting;
}

/** The smallest amount in minor units that the provider can move. */
export function leastMinor(currency: string): number {
  const { bank, provider, multipleOf } = countingOf(currency);
  return Math.max(1, Math.round(multipleOf * 10 ** (bank - provider)));
}

/** Money as a bank counts it, in the numbers of the provider. */
export function inProviderNumbers(amountMinor: number, currency: string): number {
  const { bank, provider } = countingOf(currency);
  return Math.round(amountMinor * 10 ** (provider - bank));
}

/** What a number of the provider's is as a bank counts it. It may be no whole number of minor units. */
export function asBankCounts(amount: number, currency: string): number {
  const { bank, provider } = countingOf(currency);
  return (amount * 10 ** bank) / 10 ** provider;
}

/** Whether the provider moves such an amount. */
export function isTaken(amount: number, currency: string): boolean {
  return Number.isInteger(amount) && amount > 0 && amount % countingOf(currency).multipleOf === 0;
}
