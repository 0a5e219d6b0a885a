import type { Invariant } from './invariant';
import { partName } from './view';

/**
 * A refund that was on its way, or was given, is recorded as failed only where the books of the provider say so,
 * whoever says that it failed: money would be given in its place, and its customer be mailed what is not true.
 */
export const failedMeansFailed: Invariant = {
  number: 7,
  name: 'failed means failed',
  *problems(seen, view) {
    if (seen.kind !== 'remedy-written') return;
    const { before, after } = seen;
    for (const { number, terms, outcome } of after.parts) {
      const was = before?.parts.find((part) => part.number === number)?.outcome ?? '';
      if (terms.kind !== 'refund' || outcome !== 'declined' || !['pending', 'succeeded'].includes(was)) continue;
      const live = view.effects.liveOf(after.remedyId).find(({ partNumber }) => partNumber === number);
      if (live) yield `${partName(after.remedyId, number)} is recorded as failed, and the provider has not said so`;
    }
  },
};
