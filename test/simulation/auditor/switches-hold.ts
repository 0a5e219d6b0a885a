import { at, numberAt, textAt, type Plain } from '../stored';
import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import { typeIn } from './source-of';
import { isUnattended } from './stored-items';
import type { View } from './view';

const modesByStrictness = ['auto', 'approve', 'shadow', 'off'];

/** A function instance may use controls that it read 10 s before, and its run takes up to 30 s. */
const staleMs = 41_000;

/**
 * A switch holds ten seconds after it was answered. A request that left before may be on its way for twenty more, and a
 * clock may be a little behind.
 */
const inFlightMs = 31_000;

/**
 * What is switched off commits to nothing and gives nothing that was committed before, what waits for approval gives
 * nothing by itself, and a switch is what it was answered to be.
 */
export const switchesHold: Invariant = {
  number: 12,
  name: 'switches hold',
  *problems(seen, view) {
    if (seen.kind === 'committed') yield* problemsOfCommitment(seen, view);
    if (seen.kind === 'part-requested') yield* problemsOfRequest(seen, view);
    if (seen.kind === 'remedy-written') yield* problemsOfHold(seen);
    if (seen.kind !== 'switched') return;
    const [wanted, answered] = [JSON.stringify(seen.wanted), JSON.stringify(seen.answered)];
    if (wanted !== answered) yield `a switch of ${seen.target} to ${wanted} is answered as done, and it is ${answered}`;
  },
};

function* problemsOfCommitment({ commitment }: ObservationOf<'committed'>, view: View): Iterable<string> {
  const { remedyId, policyVersion } = commitment;
  const type = typeIn(policyVersion);
  const modes = modesSince(view.now - staleMs, type, view);
  if (modes.length === 0) return;
  if (modes.every((mode) => mode === 'off' || mode === 'shadow')) {
    yield `${remedyId} was committed while ${type} was ${modes.join(' and ')}`;
  }
  if (isUnattended(commitment) && modes.every((mode) => mode !== 'auto')) {
    yield `${remedyId} is given by itself while ${type} was ${modes.join(' and ')}`;
  }
}

/** Nobody is asked to give anything of what is switched off, whenever it was committed. */
function* problemsOfRequest({ request }: ObservationOf<'part-requested'>, view: View): Iterable<string> {
  const { remedyId, partNumber, askedOf } = request;
  const type = typeIn(view.commitments.get(remedyId)?.policyVersion ?? '');
  const modes = modesSince(view.now - inFlightMs, type, view);
  if (modes.length > 0 && modes.every((mode) => mode === 'off' || mode === 'shadow')) {
    yield `${askedOf} was asked for part ${partNumber} of ${remedyId} while ${type} was ${modes.join(' and ')}`;
  }
}

/**
 * What was stopped says so, and was not given: a part of which nobody knows is not held as if it were not. One in whose
 * place another stands was looked for, and its key creates nothing any more.
 */
function* problemsOfHold({ before, after }: ObservationOf<'remedy-written'>): Iterable<string> {
  if (after.state !== 'held' || before?.state === 'held') return;
  const replaced = after.parts.map(({ insteadOf }) => insteadOf);
  const unknown = after.parts.filter(({ outcome, number }) => outcome === 'unknown' && !replaced.includes(number));
  if (unknown.length > 0)
    yield `${after.remedyId} is held, and nobody knows whether part ${unknown[0]?.number} was given`;
  if (before && after.hold.cause === '') yield `${after.remedyId} is held again, and does not say what stopped it`;
}

/** The modes in force at any moment since then. None where it is not known for all of that time. */
function modesSince(since: number, type: string, view: View): string[] {
  const inForce = view.controls.filter((_, index, all) => (all[index + 1]?.from ?? Infinity) > since);
  const [first] = inForce;
  if (!first || first.from > since) return [];
  return inForce.map(({ controls }) => modeIn(controls, type));
}

/** The stricter of both settings. Where some customers are exempt from it, any of them may be. */
function modeIn(controls: Plain, failureType: string): string {
  const settings = [at(controls, 'all'), at(controls, 'types', failureType)];
  const inForce = settings.map((setting) =>
    numberAt(setting, 'autoShare') > 0 ? 'auto' : textAt(setting, 'mode') || 'auto',
  );
  return modesByStrictness.findLast((mode) => inForce.includes(mode)) ?? 'auto';
}
