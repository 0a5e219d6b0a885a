import { isCurrency, toDecimal } from '../../../lambdas/model/money';
import type { RemedyListView } from '../../../lambdas/operator-api/response-schemas';
import { csvOf } from '../../lists/csv';
import { sumsOf } from '../../lists/sums';

/** A list as a table for a spreadsheet: a row for each remedy, and a column for each currency. It names nobody. */
export function remediesCsv({ remedies }: RemedyListView): string {
  const currencies = sumsOf(remedies.flatMap(({ amounts }) => amounts)).map(({ currency }) => currency);
  const rows = remedies.map(({ reference, remedyId, customerId, failureType, state, since, amounts, why }) => {
    const sums = new Map(sumsOf(amounts).map((sum) => [sum.currency, sum]));
    const ofCurrencies = currencies.map((currency) => {
      const sum = sums.get(currency);
      if (!sum) return '';
      return isCurrency(currency) ? toDecimal(sum) : String(sum.amountMinor);
    });
    return [reference, remedyId, customerId, failureType, state, since, ...ofCurrencies, why];
  });
  const named = currencies.map((one) => (isCurrency(one) ? `amount ${one}` : `amount in minor units of ${one}`));
  return csvOf([['reference', 'remedy', 'customer', 'type', 'state', 'since', ...named, 'why'], ...rows]);
}

/** `remedies-2026-11-20.csv`. It says so where the list was longer than could be read. */
export function csvName({ isComplete }: RemedyListView, now: Date): string {
  return `remedies-${now.toISOString().slice(0, 10)}${isComplete ? '' : '-incomplete'}.csv`;
}
