import type { Label } from '../../../lambdas/detect/run/agreement';
import type { TimedSignal } from '../../../lambdas/detect/run/replay';

/** One subject as it was lived, and what its signals said. */
export interface Life<Signal> {
  readonly signals: readonly TimedSignal<Signal>[];
  /** What the shop says of it. */
  readonly found: object;
  /** What its customer lived. Nothing of a detector's options is in it. */
  readonly label: Label;
}

export const nothingHappened: Label = { types: [] };
