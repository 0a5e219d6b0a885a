import type { Invariant } from './invariant';
import type { BookedRefund } from '../sim-provider';
import { costOf, isOfPrice, sumOf, type StoredRemedy } from './stored-items';
import { textAt } from '../stored';
import { toleranceMs } from './tolerance';

/** What is carried out apart from its failure was looked at in the same run of the sweep. */
const longestRunMs = 2 * toleranceMs;

/**
 * No more goes back than the provider's own books say was paid, and nothing of the price is asked for while nothing was
 * taken yet, or while a bank goes on with what it had begun to decide when the remedy was. Where that was waited for in
 * vain, a person has the word.
 */
export const paymentIsFree: Invariant = {
  number: 3,
  name: 'within what the provider says was paid',
  *problems(seen, { payments, refunds, now, commitments, remedies, retries }) {
    if (seen.kind === 'part-requested') {
      const { remedyId, key, terms, askedOf } = seen.request;
      const commitment = commitments.get(remedyId);
      const payment = payments.get(commitment?.paymentId ?? '');
      if (!commitment || !payment || !seen.isFirstRequest || !isOfPrice(terms)) return;
      const { paymentId, disputedSince = Infinity, capturedAt } = payment;
      const isOpen = capturedAt > now && terms.kind !== 'cancellation';
      if (isOpen && !wasWaitedForInVain(remedies.get(remedyId)))
        yield `${askedOf} is asked for ${key}, and ${paymentId} was not captured`;
      // What was perhaps asked before is asked once more with its key, which is no other refund.
      const isRepeated = remedies.get(remedyId)?.parts.some((part) => part.key === key && part.outcome === 'unknown');
      if (isRepeated) return;
      const remedy = remedies.get(remedyId);
      const lookedAt = remedy ? executingSince(remedy, now) - longestRunMs : commitment.committedAt - toleranceMs;
      if (disputedSince < lookedAt) yield `${askedOf} is asked for ${key}, and ${paymentId} is disputed`;
      const wasLookedAt = remedy !== undefined && (remedy.hold.approvedByHand.length > 0 || retries.has(remedyId));
      if (askedOf !== 'a partner' || costOf(terms) === 0 || wasLookedAt) return;
      const before = refunds.filter((refund) => refund.paymentId === paymentId && refund.createdAt < lookedAt);
      if (hasNothingLeft(before, payment.amount))
        yield `${askedOf} is asked for ${key} of the price, which had gone back of ${paymentId} before, by hand`;
    }
    if (seen.kind !== 'effect') return;
    for (const { paymentId, amount, isCancelled } of payments.values()) {
      const live = refunds.filter((refund) => refund.paymentId === paymentId && refund.state !== 'failed');
      const back = sumOf(live.map((refund) => refund.amount));
      if (isCancelled && back > 0)
        yield `${back} went back of ${paymentId}, which was cancelled: nothing was taken of it`;
      if (back > amount) yield `${back} went back of ${paymentId}, and the provider says that ${amount} was paid`;
    }
  },
};

/** All of it went back, and some by people of whom the ledger knows nothing. */
function hasNothingLeft(refunds: readonly BookedRefund[], paid: number): boolean {
  const live = refunds.filter(({ state }) => state === 'succeeded');
  return live.some(({ remedyId }) => remedyId === undefined) && sumOf(live.map(({ amount }) => amount)) >= paid;
}

/** An attempt that goes on for one that died goes on with what that one had looked at. */
function executingSince({ history }: StoredRemedy, now: number): number {
  const before = history.findLastIndex(({ state }) => state !== 'executing');
  const first = history[before + 1];
  return first ? Date.parse(textAt(first.stored, 'at')) : now;
}

/** It was held because of that until nothing was waited for any more, and then a person approved it all the same. */
function wasWaitedForInVain(remedy: StoredRemedy | undefined): boolean {
  if (remedy?.hold.cause !== 'capture') return false;
  return remedy.hold.awaitsEvent === '' && remedy.hold.approvers.length > 0;
}
