import { exponentOf, isCurrency, MoneyError, type Money } from '../../model/money';

/**
 * Where Stripe counts with other digits than ISO 4217 (https://docs.stripe.com/currencies, read on 2026-11-27). ISK and
 * UGX had two decimals once and keep them at Stripe, where they are always 00; of MGA Stripe knows no fifths.
 */
const ownDigits: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/** Currencies with three decimals, of which Stripe takes only amounts that end in 0. Same source. */
const lastDigitIsZero: readonly string[] = ['BHD', 'JOD', 'KWD', 'OMR', 'TND'];

/**
 * The amount as Stripe counts it, and as its API and its dashboard show it: 1,900 ISK are 190000 there.
 *
 * @throws {@link MoneyError} where Stripe cannot move exactly this amount. What is decided is rounded beforehand
 */
export function toStripeAmount({ amountMinor, currency }: Money): number {
  if (!isPayableByStripe({ amountMinor, currency })) {
    throw new MoneyError(`Stripe cannot move exactly ${amountMinor} minor units of ${currency}`);
  }
  return scaled(amountMinor, digitsAtStripe(currency) - exponentOf(currency));
}

/**
 * The money that a number of Stripe's means. A currency that nobody here knows keeps its number, because lists and
 * events of somebody else's money must not break on it; it equals nothing of ours.
 *
 * @param currency in upper or lower case
 */
export function fromStripeAmount(amount: number, currency: string): Money {
  const code = currency.toUpperCase();
  if (!isCurrency(code)) return { amountMinor: amount, currency: code };
  return { amountMinor: scaled(amount, exponentOf(code) - digitsAtStripe(code)), currency: code };
}

/** The smallest step in ISO 4217 minor units that Stripe can move: 1, or 10 for KWD, or 100 for MGA. */
export function stripeStepMinor(currency: string): number {
  if (lastDigitIsZero.includes(currency)) return 10;
  return Math.max(1, scaled(1, exponentOf(currency) - digitsAtStripe(currency)));
}

/** Whether Stripe can move exactly this amount. */
export function isPayableByStripe({ amountMinor, currency }: Money): boolean {
  return amountMinor % stripeStepMinor(currency) === 0;
}

function digitsAtStripe(currency: string): number {
  return ownDigits[currency] ?? exponentOf(currency);
}

/** Multiplied or divided by a power of ten, so that whole numbers stay exact. */
function scaled(amount: number, digits: number): number {
  return digits >= 0 ? amount * 10 ** digits : amount / 10 ** -digits;
}
