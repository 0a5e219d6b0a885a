import { leastMinor } from './provider-counting';
import type { Random } from './random';

/** What was really taken with a payment, in minor units as a bank counts them. */
export interface Charge {
  readonly amountMinor: number;
  readonly currency: string;
}

/** About how many minor units of each currency are worth the same. The exact rate matters to nobody. */
const worthTheSame: Readonly<Record<string, number>> = { GBP: 100, JPY: 190, ISK: 170, KWD: 390, MGA: 5_800 };

/**
 * What was taken for a price that customers were shown. Mostly that price; seldom it is in another currency, or a part
 * of it was paid in another way, such as with a voucher.
 */
export function drawCharge(
  random: Random,
  price: Charge,
): Charge & { readonly kind: 'whole' | 'other-currency' | 'part' } {
  if (random.chance(0.06)) {
    const currency = random.pick(Object.keys(worthTheSame).filter((other) => other !== price.currency));
    const rate = (worthTheSame[currency] ?? 1) / (worthTheSame[price.currency] ?? 1);
    return { kind: 'other-currency', currency, amountMinor: inSteps(price.amountMinor * rate, currency) };
  }
  if (random.chance(0.06)) {
    const amountMinor = inSteps(price.amountMinor * random.pick([0.2, 0.5, 0.8]), price.currency);
    if (amountMinor < price.amountMinor) return { kind: 'part', currency: price.currency, amountMinor };
  }
  return { kind: 'whole', ...price };
}

function inSteps(amountMinor: number, currency: string): number {
  const step = leastMinor(currency);
  return Math.max(step, Math.round(amountMinor / step) * step);
}
