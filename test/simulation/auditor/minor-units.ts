import type { Invariant } from './invariant';
import { costOf } from './stored-items';

/** Amounts are whole minor units above zero. */
export const minorUnits: Invariant = {
  number: 10,
  name: 'integer minor units',
  *problems(seen) {
    if (seen.kind !== 'committed') return;
    const { remedyId, parts } = seen.commitment;
    for (const part of parts) {
      const amountMinor = costOf(part);
      const isAmount = Number.isSafeInteger(amountMinor) && amountMinor > 0;
      if (part.kind !== 'callback' && !isAmount) yield `${remedyId} promises ${amountMinor}`;
    }
  },
};
