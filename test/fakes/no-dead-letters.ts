import type { DeadLetters } from '../../lambdas/retry/dead-letters';

/** Where nothing ever lies in a dead-letter queue. */
export const noDeadLetters: DeadLetters = {
  count: () => Promise.resolve(0),
  list: () => Promise.resolve([]),
  redrive: () => Promise.resolve(undefined),
  drop: () => Promise.resolve(undefined),
};
