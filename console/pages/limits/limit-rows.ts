import type { SpendingPage } from '../../../lambdas/operator-api/response-schemas';
import { usedLimits, type UsedLimit } from './used-limits';

/** Every limit of the last days for a spreadsheet, a row for what each counts. Amounts are whole minor units. */
export function limitRows({ days, incidents }: SpendingPage): string[][] {
  return [
    ['day', 'limit_of', 'name', 'counts', 'used', 'limit', 'left', 'half_used_at'],
    ...days.flatMap((day) => usedLimits(day).flatMap((used) => rowsOf(day.day, used))),
    ...usedLimitsOf(incidents).flatMap((used) => rowsOf('', used)),
  ];
}

function usedLimitsOf(incidents: SpendingPage['incidents'] = []): UsedLimit[] {
  return incidents.map((spent) => ({ of: 'incident', name: spent.incidentId, spent }));
}

function rowsOf(day: string, { of: kind, name, spent }: UsedLimit): string[][] {
  const { remedies, remediesLimit, amounts, inReference, halfAt = '' } = spent;
  const row = (counts: string, used: number, limit: number | undefined): string[] => {
    const left = limit === undefined ? '' : String(limit - used);
    return [day, kind, name, counts, String(used), limit === undefined ? '' : String(limit), left, halfAt];
  };
  return [
    row('remedies', remedies, remediesLimit),
    ...amounts.map(({ currency, amountMinor, limitMinor }) => row(currency, amountMinor, limitMinor)),
    ...inReference.map(({ currency, amountMinor, limitMinor }) => row(`all in ${currency}`, amountMinor, limitMinor)),
  ];
}
