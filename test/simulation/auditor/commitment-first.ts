import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import { costIn, isGiving, type StoredCommitment, type StoredRemedy } from './stored-items';
import { toleranceMs } from './tolerance';
import type { ProviderPayment } from './evidence';
import type { View } from './view';

/**
 * No provider or partner is asked without a stored commitment that holds its key, and that was released where it was
 * held.
 */
export const commitmentFirst: Invariant = {
  number: 4,
  name: 'a commitment comes first',
  *problems(seen, view) {
    if (seen.kind === 'part-requested') yield* problemsOfRequest(seen, view);
    if (seen.kind === 'effect' && !view.commitments.has(seen.remedyId)) {
      yield `${seen.reference} gives something for ${seen.remedyId}, which was never committed`;
    }
    if (seen.kind === 'remedy-written') yield* problemsOfRemedy(seen, view);
  },
};

function* problemsOfRemedy({ before, after }: ObservationOf<'remedy-written'>, view: View): Iterable<string> {
  const { remedyId, parts } = after;
  if (!before && !view.commitments.has(remedyId)) yield `${remedyId} is recorded, and was never committed`;
  for (const [index, { key }] of parts.entries()) {
    if (key === '') yield `${remedyId} part ${index + 1} has no key`;
  }
}

function* problemsOfRequest({ request }: ObservationOf<'part-requested'>, view: View): Iterable<string> {
  const { customerId, remedyId, partNumber, key, askedOf } = request;
  const what = `${askedOf} is asked for ${key}`;
  const commitment = view.storedCommitment(customerId, remedyId);
  if (!commitment) {
    yield `${what}, and no stored commitment promises ${remedyId}`;
    return;
  }
  const remedy = view.remedy(customerId, remedyId);
  const recorded = remedy?.parts.find(({ number }) => number === partNumber);
  if (recorded && recorded.key !== key) yield `${what}, and another key is stored`;
  if (commitment.outcome === 'hold') yield* problemsOfRelease(commitment, remedy, what, view);
}

/** What was held is released by enough people, by their verdict on its incident, or by the end of what it awaited. */
function* problemsOfRelease(
  commitment: StoredCommitment,
  remedy: StoredRemedy | undefined,
  what: string,
  view: View,
): Iterable<string> {
  if (!isGiving(commitment)) yield `${what}, and the held remedy does not count as given`;
  const { awaits, parts, remedyId } = commitment;
  if (awaits && remedy?.hold.awaitsUntil !== undefined) {
    const isOver = awaits.until <= view.now + toleranceMs;
    if ((isOver && awaits.then === 'give') || view.isProven(remedy)) return;
    if (hasHappened(awaits.event, view.payments.get(commitment.paymentId), view.now)) return;
  }
  const isLarge = parts.some(({ currency }) => costIn(parts, currency) > (view.limits.twoPeopleAbove[currency] ?? 0));
  const needed = isLarge ? 2 : 1;
  const people = view.approvers.get(remedyId)?.size ?? 0;
  const { incidentId = '', hold } = remedy ?? {};
  const isWithIncident = hold?.withIncident === true && hold.verdict !== undefined && view.wasApproved(incidentId);
  if (people < needed && !isWithIncident) yield `${what}, and ${people} of ${needed} people released it`;
}

/** Whether what a remedy waited for at the provider is so, by the provider's own books. */
function hasHappened(event: string, payment: ProviderPayment | undefined, now: number): boolean {
  if (!payment || payment.capturedAt > now || payment.disputedSince !== undefined) return false;
  return event === 'captured' || event === 'dispute-closed';
}
