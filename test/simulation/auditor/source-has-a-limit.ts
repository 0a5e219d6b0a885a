import type { Effect } from './effects';
import type { Invariant } from './invariant';
import { dayOf } from './shared-limits';
import { sourceIn } from './source-of';
import { isUnattended, sumOf, type StoredCommitment } from './stored-items';
import type { View } from './view';

/**
 * Whoever has the role of a publisher may say of whatever was bought that it failed. By the books of the provider and
 * the partners no more is given for that in a day than its source has, unless a person approves it.
 */
export const sourceHasALimit: Invariant = {
  number: 3,
  name: 'no effect beyond the limit of a source',
  *problems(seen, view) {
    const limit = view.limits.perSourceAndDay;
    if (seen.kind !== 'effect' || !limit) return;
    const own = view.commitments.get(seen.remedyId);
    if (!own || !isByItself(own, view)) return;
    const source = sourceIn(own, view);
    const day = dayOf(own.committedAt, view);
    const given = [...view.commitments.values()].flatMap((commitment): (readonly Effect[])[] => {
      if (sourceIn(commitment, view) !== source || dayOf(commitment.committedAt, view) !== day) return [];
      if (!isByItself(commitment, view)) return [];
      const live = view.withoutCrossed(view.effects.liveOf(commitment.remedyId));
      return live.length > 0 ? [live] : [];
    });
    const what = `with ${seen.remedyId}, what ${source} published on ${day}`;
    if (given.length > limit.remedies) yield `${what} has ${given.length} effects without a person`;
    const [currency = ''] = own.parts.map((part) => part.currency);
    const inIt = given.flat().filter((one) => one.currency === currency);
    const sum = sumOf(inIt.map(({ amountMinor }) => amountMinor));
    if (sum > (limit.amountMinor[currency] ?? 0)) yield `${what} gave ${sum} ${currency} without a person`;
  },
};

/** What a person sent on its way again takes its share of another day. */
function isByItself(commitment: StoredCommitment, view: View): boolean {
  const { remedyId } = commitment;
  return isUnattended(commitment) && !view.approvers.has(remedyId) && !view.retries.has(remedyId);
}
