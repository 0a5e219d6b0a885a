import type { Payers } from '../../lambdas/flow/decide/payable';

/** Payers that pay every amount exactly. */
export const anyAmount: Payers = {
  refunds: { smallestStepMinor: () => 1 },
  partners: { credit: { smallestStepMinor: () => 1 } },
};
