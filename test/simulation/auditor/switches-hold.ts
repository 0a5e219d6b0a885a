import { at, numberAt, textAt, type Plain } from '../stored';
import type { Invariant } from './invariant';
import type { ObservationOf } from './observation';
import { isUnattended } from './stored-items';
import type { View } from './view';

const modesByStrictness = ['auto', 'approve', 'shadow', 'off'];

/** A function instance may use controls that it read 10 s before, and its run takes up to 30 s. */
const staleMs = 41_000;

/**
 * What is switched off commits to nothing, what waits for approval gives nothing by itself, and a switch is what it was
 * answered to be.
 */
export const switchesHold: Invariant = {
  number: 12,
  name: 'switches hold',
  *problems(seen, view) {
    if (seen.kind === 'committed') yield* problemsOfCommitment(seen, view);
    if (seen.kind !== 'switched') return;
    const [wanted, answered] = [JSON.stringify(seen.wanted), JSON.stringify(seen.answered)];
    if (wanted !== answered) yield `a switch of ${seen.target} to ${wanted} is answered as done, and it is ${answered}`;
  },
};

function* problemsOfCommitment({ commitment }: ObservationOf<'committed'>, view: View): Iterable<string> {
  const { remedyId, policyVersion } = commitment;
  const type = policyVersion.split('/')[0] ?? '';
  const since = view.now - staleMs;
  const inForce = view.controls.filter((_, index, all) => (all[index + 1]?.from ?? Infinity) > since);
  const [first] = inForce;
  if (!first || first.from > since) return;
  const modes = inForce.map(({ controls }) => modeIn(controls, type));
  if (modes.every((mode) => mode === 'off' || mode === 'shadow')) {
    yield `${remedyId} was committed while ${type} was ${modes.join(' and ')}`;
  }
  if (isUnattended(commitment) && modes.every((mode) => mode !== 'auto')) {
    yield `${remedyId} is given by itself while ${type} was ${modes.join(' and ')}`;
  }
}

/** The stricter of both settings. Where some customers are exempt from it, any of them may be. */
function modeIn(controls: Plain, failureType: string): string {
  const settings = [at(controls, 'all'), at(controls, 'types', failureType)];
  const inForce = settings.map((setting) =>
    numberAt(setting, 'autoShare') > 0 ? 'auto' : textAt(setting, 'mode') || 'auto',
  );
  return modesByStrictness.findLast((mode) => inForce.includes(mode)) ?? 'auto';
}
