import type { HoldCause } from '../../lambdas/model/guards/hold-cause';
import { holdCauses } from '../../lambdas/model/guards/hold-cause';
import type { People } from './people';
import { Random } from './random';
import type { World } from './world';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * Plans what somebody does who records what people sign, and sends it once more: at once, or days later, when what it
 * was about has come to something else.
 *
 * @param troubledMs while the world's other troubles last
 */
export function planReplayer(world: World, people: People, seed: number, troubledMs: number): void {
  // Its own dice, so that the other worlds stay as they are.
  const random = new Random(seed + 0x9e71);
  if (world.kind === 'crowd' || !random.chance(world.kind === 'incident' ? 0.4 : 0.12)) return;
  for (let time = 0; time < 2; time++) {
    world.scheduler.after(random.int(0, troubledMs), () => {
      const cause = random.pick<HoldCause>([random.pick(holdCauses), 'switched-off', 'approve-mode']);
      people.releaseStopped(cause, random.int(0, 5_000));
    });
  }
  for (let time = random.int(10, 30); time > 0; time--) {
    const afterMs = random.chance(0.5) ? random.int(0, troubledMs) : random.int(0, troubledMs + 2 * dayMs);
    world.scheduler.after(afterMs, () => replayOne(world, people, random));
  }
}

function replayOne(world: World, people: People, random: Random): void {
  const { all } = people.requests;
  if (all.length === 0) return;
  // Of every kind as often, because people approve more than they withdraw.
  const kind = random.pick([...new Set(all.map((request) => request.kind))]);
  const request = random.pick(all.filter((one) => one.kind === kind));
  const wasDone = request.isDone;
  people.sendOnceMore(request, (status) => {
    world.trace.count(`replays: ${kind}`);
    if (wasDone && status === 200) world.trace.count(`replays answered with "done" again: ${kind}`);
  });
}
