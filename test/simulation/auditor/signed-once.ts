import { at, listAt, textAt, type Plain } from '../stored';
import type { Invariant } from './invariant';
import type { StoredRemedy } from './stored-items';

/**
 * Whoever gets hold of a signed request of a person can send it once more. What it switches is switched once, for the
 * version that its person had seen, and so is what it decides on a remedy or an incident. Each request of the simulated
 * people has a reason of its own.
 */
export const signedOnce: Invariant = {
  number: 12,
  name: 'what was signed once is done once',
  *problems(seen, view) {
    if (seen.kind === 'remedy-written') yield* problemsOfRemedy(seen.after);
    if (seen.kind !== 'item-written') return;
    if (seen.sk === 'INCIDENT') yield* problemsOfIncident(seen.item);
    if (seen.sk !== 'CURRENT') return;
    const why = textAt(view.controls.at(-1)?.controls, 'lastSwitch', 'why');
    const switches = view.controls.map(({ controls }) => at(controls, 'lastSwitch'));
    const tokens = new Set(switches.filter((one) => textAt(one, 'why') === why).map((one) => textAt(one, 'token')));
    if (why !== '' && tokens.size > 1) yield `what was switched with the reason "${why}" was switched again`;
  },
};

/** What its last line says was asked for was not asked for before. */
function* problemsOfRemedy({ remedyId, history }: StoredRemedy): Iterable<string> {
  const [last = '', ...earlier] = history.map(({ stored }) => requestIn(textAt(stored, 'why'))).reverse();
  if (last !== '' && earlier.includes(last)) yield `${remedyId}: ${last} is followed once more`;
}

function* problemsOfIncident(incident: Plain): Iterable<string> {
  const verdicts = [...listAt(incident, 'earlier'), at(incident, 'decided')];
  const requests = verdicts.map((verdict) => requestIn(textAt(verdict, 'why'))).filter((request) => request !== '');
  const twice = requests.find((request, index) => requests.indexOf(request) !== index);
  if (twice !== undefined) yield `the incident ${textAt(incident, 'incidentId')}: ${twice} is followed once more`;
}

function requestIn(why: string): string {
  return /\(request \d+\)/.exec(why)?.[0] ?? '';
}
