/**
 * The share of a price that belongs to what was lost of what it paid for, rounded up to the minor unit: what cannot be divided
 * is the customer's. Never more than the price.
 *
 * @param lost whole units of time, from 0 on
 * @param whole what the price paid for, in the same units, more than 0
 */
export function proRata(amountMinor: number, lost: number, whole: number): number {
  if (lost >= whole) return amountMinor;
  // Milliseconds of a month times a price are more than a float counts exactly.
  return Number((BigInt(amountMinor) * BigInt(lost) + BigInt(whole) - 1n) / BigInt(whole));
}
