import { isThiefs } from '../thief-id';
import type { Invariant } from './invariant';

/** What somebody else wrote into the table moves nothing: nobody is asked to give it. */
export const sealedPromise: Invariant = {
  number: 4,
  name: 'no effect without a sealed promise',
  *problems(seen) {
    if (seen.kind !== 'part-requested' || !isThiefs(seen.request.customerId)) return;
    yield `${seen.request.askedOf} is asked for ${seen.request.key}, which nobody but a thief has promised`;
  },
};
