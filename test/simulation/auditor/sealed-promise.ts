import type { TrustedRemedy } from './doubts';
import type { Invariant } from './invariant';
import type { PartRequest } from './observation';
import { costIn, isSamePromise, sumOf, type PartTerms, type StoredCommitment, type StoredRemedy } from './stored-items';
import { isThis } from './verdict-has-an-end';
import { partName, type View } from './view';

/** What of a remedy is on its way, or was: only a function that had looked whether it may be given writes that. */
const onItsWay = ['approved', 'executing', 'issued', 'pending', 'declined', 'unknown', 'late-failed', 'fallback'];

/** A request may leave while another attempt records that the remedy is held. */
const longestRequestMs = 60_000;

/**
 * Where somebody else has written to the table, nobody is asked for anything that no function has promised in these
 * very terms and let go, and money moves once. It may be kept back for ever.
 */
export const sealedPromise: Invariant = {
  number: 4,
  name: 'no effect without a sealed promise',
  holdsInDoubt: true,
  *problems(seen, view) {
    if (view.doubts.isEmpty || !view.doubts.concern(seen)) return;
    if (seen.kind === 'part-requested') yield* problemsOfRequest(seen.request, view);
    if (seen.kind === 'effect') yield* problemsOfEffect(seen.remedyId, seen.partNumber, view);
  },
};

function* problemsOfRequest({ remedyId, partNumber, key, terms, askedOf }: PartRequest, view: View): Iterable<string> {
  const what = `${askedOf} is asked for ${key}`;
  const promises = view.doubts.promisesOf(remedyId);
  if (promises.length === 0) {
    yield `${what}, which nobody but a thief has promised`;
    return;
  }
  const kept = promises.filter((promised) => modelsOf(promised, partNumber).some((one) => isSamePromise(one, terms)));
  if (kept.length === 0) yield `${what}, and no function has promised that in these terms`;
  else if (!kept.some((promised) => wasLetGo(promised, view))) yield `${what}, which no function has let go`;
  if (view.doubts.wasRejected(remedyId)) yield `${what}, and people have rejected ${remedyId}`;
  if (askedOf === 'a partner') return;
  const inItsPlace = view.doubts.inPlaceOf(remedyId, partNumber);
  const given = view.effects.liveOf(remedyId).find((effect) => inItsPlace.includes(effect.partNumber));
  if (given) yield `${what}, and part ${given.partNumber} was given in its place`;
}

/** What may be given under that number: what was decided, or what it names for when that fails. */
function modelsOf({ parts }: StoredCommitment, partNumber: number): readonly PartTerms[] {
  const decided = parts[partNumber - 1];
  return decided ? [decided] : parts.flatMap((part) => [part, ...fallbacksOf(part)]);
}

function fallbacksOf({ fallback }: PartTerms): PartTerms[] {
  return fallback ? [fallback, ...fallbacksOf(fallback)] : [];
}

/** By what functions wrote on nothing that was forged, and by the word that people gave elsewhere than in the table. */
function wasLetGo(promised: StoredCommitment, view: View): boolean {
  const { remedyId, outcome, awaits, parts } = promised;
  const trusted = view.doubts.trustedOf(remedyId);
  if (trusted?.remedy.hold.verdict) return isVerdictOfPerson(trusted.remedy, view);
  if (wasOnItsWay(trusted)) return true;
  const isNew = trusted === undefined || trusted.recordedAt > view.now - longestRequestMs;
  if (outcome === 'give' && isNew) return true;
  if (awaits !== undefined || isForAccount(trusted)) return true;
  const isLarge = parts.some(({ currency }) => costIn(parts, currency) > (view.limits.twoPeopleAbove[currency] ?? 0));
  if ((view.approvers.get(remedyId)?.size ?? 0) >= (isLarge ? 2 : 1)) return true;
  return trusted !== undefined && trusted.remedy.hold.withIncident && view.wasApproved(trusted.remedy.incidentId);
}

/** Functions follow what stands in an incident, and somebody else may have written that. */
function isVerdictOfPerson({ incidentId, hold }: StoredRemedy, view: View): boolean {
  const { verdict } = hold;
  return verdict !== undefined && view.verdicts.some((given) => isThis(given, incidentId, verdict));
}

function wasOnItsWay(trusted: TrustedRemedy | undefined): boolean {
  return trusted?.remedy.history.some(({ state }) => onItsWay.includes(state)) ?? false;
}

/** It goes on by itself once the account works. */
function isForAccount(trusted: TrustedRemedy | undefined): boolean {
  return (trusted?.remedy.hold.awaitsAccount ?? '') !== '';
}

/** By the books of the provider. A partner that is asked by events cannot be looked up. */
function* problemsOfEffect(remedyId: string, partNumber: number, view: View): Iterable<string> {
  const back = view.effects.liveOf(remedyId).filter(({ kind }) => kind === 'refund' || kind === 'cancellation');
  const ofPart = back.filter((effect) => effect.partNumber === partNumber);
  if (ofPart.length > 1) yield `${partName(remedyId, partNumber)} is given ${ofPart.length} times`;
  const [{ currency } = { currency: '' }] = back;
  const promised = view.doubts.promisesOf(remedyId).map(({ parts }) => costIn(parts, currency));
  const given = sumOf(back.filter((effect) => effect.currency === currency).map(({ amountMinor }) => amountMinor));
  // A new one whose price was paid in another currency has a fallback in that.
  const most = Math.max(0, ...promised);
  if (most > 0 && given > most) yield `${given} ${currency} went back for ${remedyId}, and ${most} was promised`;
}
