import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import { toleranceMs } from './tolerance';
import type { View } from './view';

const hourMs = 60 * 60 * 1000;

/** After this age a key creates nothing any more. */
const keyUsableHours = 20;

/**
 * The same part is asked for under the same key only, never under an old one, and never while another may still come.
 */
export const sameKey: Invariant = {
  number: 5,
  name: 'the same key',
  *problems(seen, view) {
    if (seen.kind !== 'part-requested') return;
    const { customerId, remedyId, partNumber, key, askedOf } = seen.request;
    const what = `${askedOf} is asked for ${key}`;
    const commitment = view.storedCommitment(customerId, remedyId);
    if (!commitment) return;
    if (seen.firstKey !== key) yield `${what}, and before it was ${seen.firstKey}`;

    const recorded = view.remedy(customerId, remedyId)?.parts.find(({ number }) => number === partNumber);
    const isCommittedKey = commitment.outcome !== 'hold';
    const wasDecided = commitment.parts[partNumber - 1] !== undefined;
    const since = recorded?.keySince ?? (isCommittedKey && wasDecided ? commitment.committedAt : NaN);
    const ageMs = view.now - since;
    if (!(ageMs <= keyUsableHours * hourMs + toleranceMs))
      yield `${what}, which is ${Math.round(ageMs / hourMs)} hours old`;
    yield* problemsOfReplaced(seen, what, view);
  },
};

/** Nothing is given instead of what its partner may still give, or whose end is not known. */
function* problemsOfReplaced(
  { request, isFirstRequest }: ObservationOf<'part-requested'>,
  what: string,
  view: View,
): Iterable<string> {
  const parts = view.remedy(request.customerId, request.remedyId)?.parts ?? [];
  const { insteadOf } = parts.find(({ number }) => number === request.partNumber) ?? {};
  if (insteadOf === undefined) return;
  const { key = '', keySince = NaN, outcome } = parts.find(({ number }) => number === insteadOf) ?? {};
  const isWithdrawn = view.withdrawn.has(key);
  // After its day a key creates nothing, and the provider's own books say that it never did.
  const wasGiven = view.effects.of(request.remedyId).some(({ partNumber }) => partNumber === insteadOf);
  const isOld = view.now - keySince > keyUsableHours * hourMs - toleranceMs;
  const isCertain = outcome === 'unknown' && isOld && (isWithdrawn || !wasGiven);
  if (view.requestedOfPartner.has(key) && !isWithdrawn && view.effects.partnerStateOf(key) !== 'refused') {
    yield `${what} instead of part ${insteadOf}, which its partner may still give`;
  }
  if (outcome !== 'declined' && !isCertain && !(outcome === 'succeeded' && !isFirstRequest && isWithdrawn)) {
    yield `${what} instead of part ${insteadOf}, whose end is not known`;
  }
}
