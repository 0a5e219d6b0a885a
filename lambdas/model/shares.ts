import { MoneyError } from './money';

/** A whole, in basis points: 10,000 of them are 100 %. */
export const wholeBasisPoints = 10_000;

/**
 * A share of an amount, rounded up to the minor unit: what cannot be divided is the customer's.
 *
 * @param basisPoints whole hundredths of a per cent, from 0 to 10,000
 */
export function shareOf(amountMinor: number, basisPoints: number): number {
  requireWhole('an amount', amountMinor);
  requireWhole('a share', basisPoints);
  if (basisPoints > wholeBasisPoints) throw new MoneyError(`a share is at most 10000 basis points, not ${basisPoints}`);
  return proRata(amountMinor, basisPoints, wholeBasisPoints);
}

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

/**
 * Divides an amount by weights into parts that add up to it again. Each part is its exact share rounded down; the minor units
 * left over go to the parts that lost most by that, one each, and to the earlier ones where two lost the same.
 *
 * @param weights whole numbers from 0 on, not all of them 0
 */
export function allocate(totalMinor: number, weights: readonly number[]): number[] {
  requireWhole('an amount', totalMinor);
  for (const weight of weights) requireWhole('a weight', weight);
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (sum === 0n) throw new MoneyError('an amount cannot be divided by weights that are all 0');

  const parts = weights.map((weight, index) => {
    const exact = BigInt(totalMinor) * BigInt(weight);
    return { index, amountMinor: Number(exact / sum), lost: exact % sum };
  });
  const leftOver = totalMinor - parts.reduce((total, { amountMinor }) => total + amountMinor, 0);
  const byLoss = [...parts].sort((a, b) => (a.lost === b.lost ? a.index - b.index : a.lost > b.lost ? -1 : 1));
  const raised = new Set(byLoss.slice(0, leftOver).map(({ index }) => index));
  return parts.map(({ index, amountMinor }) => (raised.has(index) ? amountMinor + 1 : amountMinor));
}

function requireWhole(what: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new MoneyError(`${what} is a whole number from 0 on, not ${value}`);
}
