import { at, textAt } from '../stored';
import type { Invariant } from './invariant';

/**
 * Whoever gets hold of a signed request of a person can send it once more. What it switches is switched once, for the
 * version that its person had seen. Each request of the simulated people has a reason of its own.
 */
export const signedOnce: Invariant = {
  number: 12,
  name: 'what was signed once is done once',
  *problems(seen, view) {
    if (seen.kind !== 'item-written' || seen.sk !== 'CURRENT') return;
    const why = textAt(view.controls.at(-1)?.controls, 'lastSwitch', 'why');
    const switches = view.controls.map(({ controls }) => at(controls, 'lastSwitch'));
    const tokens = new Set(switches.filter((one) => textAt(one, 'why') === why).map((one) => textAt(one, 'token')));
    if (why !== '' && tokens.size > 1) yield `what was switched with the reason "${why}" was switched again`;
  },
};
