import type { SpendingPage } from '../../../lambdas/operator-api/response-schemas';

export type Spent = SpendingPage['days'][number]['all'];

/** One limit with how much of it is used. */
export interface UsedLimit {
  readonly of: 'day' | 'type' | 'source' | 'incident';
  /** Which failure type, source or incident. Empty for all of a day. */
  readonly name: string;
  readonly spent: Spent;
}

/** The limits of a day, and those of incidents, which have no day. */
export function usedLimits(day: SpendingPage['days'][number], incidents: SpendingPage['incidents'] = []): UsedLimit[] {
  return [
    { of: 'day', name: '', spent: day.all },
    ...day.types.map((spent) => ({ of: 'type' as const, name: spent.failureType, spent })),
    ...(day.sources ?? []).map((spent) => ({ of: 'source' as const, name: spent.source, spent })),
    ...incidents.map((spent) => ({ of: 'incident' as const, name: spent.incidentId, spent })),
  ];
}

/** How much of a limit is used by what is used most of it: 1 is all. */
export function shareUsed({ remedies, remediesLimit, amounts, inReference }: Spent): number {
  const shares = [
    shareOf(remedies, remediesLimit),
    ...[...amounts, ...inReference].map(({ amountMinor, limitMinor }) =>
      limitMinor === undefined ? 0 : shareOf(amountMinor, limitMinor),
    ),
  ];
  return Math.max(...shares);
}

function shareOf(count: number, limit: number): number {
  if (count <= 0) return 0;
  return limit === 0 ? 1 : count / limit;
}
