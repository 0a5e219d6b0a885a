import { textAt } from '../stored';
import type { Invariant } from './invariant';
import type { View } from './view';

/**
 * The trouble of a whole account ends no remedy: none is left to a person because of it, and once it is over all of
 * them go on.
 */
export const accountsComeBack: Invariant = {
  number: 8,
  name: 'accounts come back',
  *problems(seen, view: View) {
    if (seen.kind !== 'end') return;
    for (const { remedyId, state, hold, history } of view.remedies.values()) {
      if (state === 'held' && hold.awaitsAccount !== '') {
        yield `${remedyId} still waits for the account ${hold.awaitsAccount}, which has worked for days`;
      }
      const line = history.findLast((one) => textAt(one.stored, 'why') !== 'published as needs-attention');
      const last = line ? textAt(line.stored, 'why') : '';
      if (state === 'needs-attention' && /account .* in trouble|account-restricted/.test(last)) {
        yield `${remedyId} was left to a person because the whole account was in trouble: ${last}`;
      }
    }
  },
};
