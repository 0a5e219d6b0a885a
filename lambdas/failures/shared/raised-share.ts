import type { Share } from '../../model/remedy';

/** A share of a price, and the least that is given back. All in minor units of one currency. */
interface Reckoned {
  readonly shareMinor: number;
  readonly paidMinor: number;
  readonly leastMinor: number;
}

/** What is given back for a share, with how it was reckoned, where that is not the whole price. */
export interface RaisedShare {
  readonly amountMinor: number;
  readonly isLeast: boolean;
  readonly share?: Share | undefined;
}

/** A share that is so little that it would rather offend than help is raised, and never above what was paid. */
export function raisedShare(
  { shareMinor, paidMinor, leastMinor }: Reckoned,
  time: Pick<Share, 'unit' | 'lost' | 'of'>,
): RaisedShare {
  const amountMinor = Math.min(paidMinor, Math.max(shareMinor, leastMinor));
  const isLeast = amountMinor > shareMinor;
  if (amountMinor >= paidMinor) return { amountMinor, isLeast };
  return { amountMinor, isLeast, share: { ...time, ...(isLeast && { isLeast: true as const }) } };
}
