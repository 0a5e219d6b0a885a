import type { Invariant } from './invariant';

/**
 * What was known of a customer before they were erased is neither mailed nor stored any more, wherever it was on its
 * way.
 */
export const erasedStaysErased: Invariant = {
  number: 11,
  name: 'what was erased stays erased',
  *problems(seen, view) {
    if (seen.kind === 'mail-sent') {
      const { remedyId, customerId, template } = seen.mail;
      const remedy = view.remedy(customerId, remedyId);
      if (remedy && view.wasErased(customerId, view.addressFrom(remedy))) {
        yield `the ${template} of ${remedyId} was mailed after ${customerId} was erased`;
      }
    }
    if (seen.kind !== 'envelope-written' || seen.isErased || seen.detectedAt === undefined) return;
    if (view.wasErased(seen.customerId, seen.detectedAt)) {
      yield `an envelope of ${seen.customerId} from before the erasure is kept after it`;
    }
  },
};
