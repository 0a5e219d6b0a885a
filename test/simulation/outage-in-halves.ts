import type { People } from './people';
import { Random } from './random';
import type { SimFailure, SimLine } from './sim-company';
import { occurrenceOf } from './sim-made-good-once';
import type { World } from './world';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const minutesOfDay = 24 * 60;

/** What the reports of an outage are published with, and by whom what is held is decided. */
interface Reporting {
  readonly lines: readonly SimLine[];
  readonly people: People;
  readonly publish: (failure: SimFailure, afterMs: number) => void;
}

/**
 * An outage under a payment of which less is left than it earns: what is left is given, and the rest is held. The first
 * half is refused for good, the same outage is reported again and longer, and people look at all that is held.
 */
export function planOutageInHalves(world: World, seed: number, { lines, people, publish }: Reporting): void {
  // Its own dice, so that the other people of a seed do what they always did.
  const random = new Random(seed + 0x0a1f);
  if (world.kind !== 'usual' || world.policies.options.unreachableCard !== 'credit' || !random.chance(0.1)) return;
  const { scheduler, provider, trace, startedAt } = world;
  const [line] = [...lines].sort((one, other) => other.amountMinor - one.amountMinor);
  if (!line) return;
  const day = (Math.floor(startedAt / (minutesOfDay * minuteMs)) - 1) * minutesOfDay;
  const from = day + random.int(60, 300);
  const until = from + random.int(100, 180);
  const earnedMinor = Math.floor((line.amountMinor * (until - from)) / minutesOfDay);
  provider.leaveOf(line.paymentId, Math.max(1, Math.floor(earnedMinor * random.pick([0.3, 0.5, 0.8]))));
  provider.refuseOnce(line.paymentId);
  const beginsMs = random.int(minuteMs, hourMs);
  publish(outageOf(line, from, until), beginsMs);
  publish(outageOf(line, from - random.int(0, 60), until + random.int(0, 60)), beginsMs + random.int(5, 60) * minuteMs);
  scheduler.after(beginsMs, () => trace.count('outages in halves'));
  for (const hours of [2, 3, 5]) scheduler.after(beginsMs + hours * hourMs, () => people.decideHolds(1));
}

function outageOf(line: SimLine, from: number, until: number): SimFailure {
  const once = { span: { kind: 'downtime', from, until } } as const;
  return {
    purchase: { ...line, lines: [line] },
    ...{ type: 'LineDown', subject: `thing-${line.orderId}-${line.lineId}-${line.paymentId}` },
    ...{ once, occurrence: occurrenceOf(once) ?? '', incidentId: undefined },
  };
}
