import type { Label } from '../../../lambdas/detect/run/agreement';
import type { ReplaySettings, TimedSignal } from '../../../lambdas/detect/run/replay';
import type { Random } from '../../simulation/random';

/** One subject as it was lived, and what its signals said. */
export interface Life<Signal> {
  readonly signals: readonly TimedSignal<Signal>[];
  /** What the shop says of it. */
  readonly find: ReplaySettings<object>['find'];
  /** What its customer lived. Nothing of a detector's options is in it. */
  readonly label: Label;
}

export const nothingHappened: Label = { types: [] };

/** A shop that knows exactly one purchase, and names it whenever it is asked. */
export function finds(found: object): Life<unknown>['find'] {
  return () => ({ type: 'found', found });
}

/** What goes wrong on the way, each as a share of all signals. */
export interface Noise {
  readonly twice: number;
  readonly late: number;
  /** The longest that one is late. */
  readonly latestMs: number;
  readonly lost: number;
}

/** Signals as they arrive: some never, some twice, some late, and so in another order than they were sent. */
export function asDelivered<Signal>(
  sent: readonly TimedSignal<Signal>[],
  { twice, late, latestMs, lost }: Noise,
  random: Random,
): readonly TimedSignal<Signal>[] {
  const later = (at: Date, ms: number): Date => new Date(at.getTime() + ms);
  const arrived = sent.flatMap(({ at, signal }) => {
    if (random.chance(lost)) return [];
    const first = later(at, random.chance(late) ? random.int(1_000, latestMs) : random.int(100, 5_000));
    const again = random.chance(twice) ? [{ at: later(first, random.int(1_000, 600_000)), signal }] : [];
    return [{ at: first, signal }, ...again];
  });
  return arrived.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}
