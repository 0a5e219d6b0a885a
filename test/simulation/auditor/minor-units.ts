import type { Invariant } from './invariant';
import { leastMinor } from '../provider-counting';
import { costOf } from './stored-items';

/** Amounts are whole minor units above zero, and what the provider is to pay is an amount that it can pay. */
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
      if (part.kind === 'refund' && amountMinor % leastMinor(part.currency) !== 0) {
        yield `${remedyId} promises ${amountMinor} ${part.currency}, and the provider cannot move exactly that`;
      }
    }
  },
};
