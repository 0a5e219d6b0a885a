import type { People } from '../people';
import { Random } from '../random';
import { drawFailure, type SimFailure, type SimLine } from '../sim-company';
import type { World } from '../world';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How often something fails for who comes back. */
const returns = 3;

/** So long such a world goes on: each time comes more than a month after the one before. */
export const returningMs = 120 * dayMs;

/** Dice of their own, in worlds to which one customer comes back again and again. */
export function drawReturning({ kind }: Pick<World, 'kind'>, seed: number): Random | undefined {
  const own = new Random(seed + 0x2e7b);
  return kind === 'afterwards' && own.chance(0.25) ? own : undefined;
}

/** Plans what fails for a customer who comes back, each time when only what has to be remembered still is. */
export function planReturns(
  world: World,
  random: Random,
  lines: readonly SimLine[],
  { people, publish }: { readonly people: People; readonly publish: (failure: SimFailure, afterMs: number) => void },
): void {
  let afterMs = random.int(0, dayMs);
  for (const paymentId of [...new Set(lines.map((line) => line.paymentId))].slice(0, returns)) {
    const bought = lines.filter((line) => line.paymentId === paymentId);
    const failure = drawFailure(random, bought, ['FilmStopped', 'ParcelLate', 'ServiceDown'], 0, world.startedAt);
    publish(failure, afterMs);
    // Whatever of it waits for a person does not wait for long.
    for (const hours of [5, 20, 40]) world.scheduler.after(afterMs + hours * hourMs, () => people.decideHolds(1));
    afterMs += random.int(35, 42) * dayMs;
  }
  world.trace.count('customers who come back');
}
