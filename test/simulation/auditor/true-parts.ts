import { isGiving, isUnattended, type PartTerms, type StoredCommitment, type StoredPart } from './stored-items';
import type { View } from './view';

/** In these states a person has to look: nothing is given by itself any more. */
const ended = ['rejected', 'needs-attention'];

/**
 * What of a commitment was given, may have been, or will be by itself: by its remedy record as it is stored now, and
 * not by what the customer record makes of it.
 */
export function truePartsOf(
  commitment: StoredCommitment,
  view: View,
  remedy = view.remedy(commitment.customerId, commitment.remedyId),
): readonly PartTerms[] {
  if (!remedy) return isUnattended(commitment) ? commitment.parts : [];
  // What was held counts from when it is sent on its way, which is after the last approval.
  if (remedy.state === 'approved' && !isGiving(commitment)) return [];
  // What a person approved and an account or a payment keeps waiting takes its share once it goes on.
  const isCountedWait = remedy.hold.awaitsUntil !== undefined && isGiving(commitment);
  const waits = remedy.state === 'held' && !isCountedWait;
  // Of what is issued a person may have rejected the rest, after something of it had failed.
  const isFinal = remedy.state === 'issued' || ended.includes(remedy.state);
  if (!waits && !isFinal) return commitment.parts;
  return commitment.parts.filter((_part, index) => mayBeGiven(lastOf(index + 1, remedy.parts)));
}

/**
 * The same, with what is about to be counted and what is not yet given back: there a customer record may say more than
 * is true. What a person approved is about to be given, whether or not it was sent on its way yet.
 */
export function countablePartsOf(commitment: StoredCommitment, view: View): readonly PartTerms[] {
  const remedy = view.remedy(commitment.customerId, commitment.remedyId);
  const isWaiting = remedy?.state === 'held' && remedy.hold.awaitsUntil !== undefined;
  // What is unsettled was counted, if only by whoever closed it when it was approved.
  if (remedy?.state === 'approved' || isWaiting || remedy?.isUnsettled) return commitment.parts;
  const isMoving = !remedy || (commitment.counted?.asOf ?? 0) > remedy.version;
  return isMoving && isGiving(commitment) ? commitment.parts : truePartsOf(commitment, view);
}

function lastOf(number: number, parts: readonly StoredPart[]): StoredPart | undefined {
  const next = parts.find(({ insteadOf }) => insteadOf === number);
  return next ? lastOf(next.number, parts) : parts.find((part) => part.number === number);
}

function mayBeGiven(part: StoredPart | undefined): boolean {
  if (part === undefined) return false;
  // Nobody refused these: we gave them up, and the partner may act before it hears of that.
  if (part.outcome === 'declined') return ['no-answer', 'address-gone'].includes(part.reason);
  return ['succeeded', 'pending', 'unknown'].includes(part.outcome);
}
