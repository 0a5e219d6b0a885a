import type { Money } from '../../lambdas/model/money';

/** One sum for each currency, in the order of their codes. */
export function sumsOf(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor })).sort(byCurrency);
}

function byCurrency(a: Money, b: Money): number {
  return a.currency < b.currency ? -1 : 1;
}
