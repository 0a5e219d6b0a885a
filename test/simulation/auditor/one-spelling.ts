import type { Invariant } from './invariant';
import { isUnattended, type StoredCommitment } from './stored-items';
import { truePartsOf } from './true-parts';
import type { View } from './view';

const dayMs = 24 * 60 * 60 * 1000;

/** Two customers whose ids differ in the case of letters only are not both given something without a person. */
export const oneSpelling: Invariant = {
  number: 3,
  name: 'one spelling of a customer',
  *problems(seen, view) {
    if (seen.kind !== 'committed' || !isGivenByItself(seen.commitment, view)) return;
    const { remedyId, customerId, committedAt } = seen.commitment;
    const since = committedAt - (view.limits.perCustomer.windowDays - 1) * dayMs;
    for (const other of view.latest.values()) {
      if (other.customerId === customerId || other.committedAt < since) continue;
      if (other.customerId.toLowerCase() !== customerId.toLowerCase() || !isGivenByItself(other, view)) continue;
      yield `with ${remedyId}, ${customerId} and ${other.customerId} were both given something without a person`;
      return;
    }
  },
};

function isGivenByItself(commitment: StoredCommitment, view: View): boolean {
  const { remedyId } = commitment;
  if (!isUnattended(commitment) || view.approvers.has(remedyId) || view.retries.has(remedyId)) return false;
  return truePartsOf(commitment, view).length > 0;
}
