import { MoneyError } from './money';

/** A whole, in basis points: 10,000 of them are 100 %. */
export const wholeBasisPoints = 10_000;

/**
 * A share of an amount, rounded up to the minor unit in favour of the customer.
 *
 * @param basisPoints hundredths of a per cent, an integer from 0 to 10,000
 */
export function shareOf(amountMinor: number, basisPoints: number): number {
  requireWhole('an amount', amountMinor);
  requireWhole('a share', basisPoints);
  if (basisPoints > wholeBasisPoints) throw new MoneyError(`a share is at most 10000 basis points, not ${basisPoints}`);
  return proRata(amountMinor, basisPoints, wholeBasisPoints);
}

/**
 * The share of a price for the part that was lost of what it paid for, rounded up to the minor unit in favour of the
 * customer. Never more than the price.
 *
 * @param lost in integer units of time, from 0 on
 * @param whole what the price paid for, in the same units, more than 0
 */
export function proRata(amountMinor: number, lost: number, whole: number): number {
  return lost >= whole ? amountMinor : atRateOf(amountMinor, lost, whole);
}

/** The same without an end: what so much costs at the rate of the price, where that may be several periods of it. */
export function atRateOf(amountMinor: number, lost: number, whole: number): number {
  // Milliseconds of a month times a price exceed the integers that a float represents exactly.
  return Number((BigInt(amountMinor) * BigInt(lost) + BigInt(whole) - 1n) / BigInt(whole));
}

function requireWhole(what: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new MoneyError(`${what} is a whole number from 0 on, not ${value}`);
}
