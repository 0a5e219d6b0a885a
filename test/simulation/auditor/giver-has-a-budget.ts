import type { Invariant } from './invariant';
import { dayOf } from './shared-limits';
import { isUnattended, sumOf, type StoredCommitment } from './stored-items';
import type { View } from './view';

/**
 * Whoever gives something of their own accord gives no more of it in a day than they have a budget for, by the books of
 * the provider and the partners, unless another person approves it. In these worlds one person gives all of one type.
 */
export const giverHasABudget: Invariant = {
  number: 3,
  name: 'no gesture beyond the budget of who gives it',
  *problems(seen, view) {
    const { perGiverAndDay: limit, typeOfGestures } = view.limits;
    if (seen.kind !== 'effect' || !limit) return;
    const own = view.commitments.get(seen.remedyId);
    const isOf = ({ remedyId }: StoredCommitment): boolean => view.remedies.get(remedyId)?.type === typeOfGestures;
    if (!own || !isOf(own) || !isByItself(own, view)) return;
    const day = dayOf(own.committedAt, view);
    const given = [...view.commitments.values()].filter(
      (one) => isOf(one) && isByItself(one, view) && dayOf(one.committedAt, view) === day,
    );
    const live = given.flatMap(({ remedyId }) => {
      const effects = view.withoutCrossed(view.effects.liveOf(remedyId));
      return effects.length > 0 ? [effects] : [];
    });
    const what = `with ${seen.remedyId}, what one person gave on ${day}`;
    if (live.length > limit.remedies) yield `${what} has ${live.length} effects without another one`;
    const [currency = ''] = own.parts.map((part) => part.currency);
    const inIt = live.flat().filter((one) => one.currency === currency);
    const sum = sumOf(inIt.map(({ amountMinor }) => amountMinor));
    if (sum > (limit.amountMinor[currency] ?? 0)) yield `${what} is ${sum} ${currency} without another one`;
  },
};

/** What a person sent on its way again is no more of the budget of who gave it. */
function isByItself(commitment: StoredCommitment, view: View): boolean {
  const { remedyId } = commitment;
  return isUnattended(commitment) && !view.approvers.has(remedyId) && !view.retries.has(remedyId);
}
