import { Random } from './random';
import { drawFailure, type SimFailure, type SimLine } from './sim-company';
import { failureTypes } from './sim-failures';
import { onceTypes } from './sim-made-good-once';
import type { World } from './world';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * Plans what somebody does who owns the role of a publisher and makes up whom it let down: customers, orders and
 * payments of their own, some of which the provider knows, because they bought something. Every event keeps its
 * contract, and together they are more than their source has for a day.
 *
 * @param publish what is published after so many ms
 */
export function planRogueFlood(
  world: World,
  seed: number,
  troubledMs: number,
  publish: (failure: SimFailure, afterMs: number) => void,
): void {
  // Its own dice, so that the other worlds stay as they are.
  const random = new Random(seed + 0xf100d);
  if (world.kind !== 'usual' || !random.chance(0.06)) return;
  const lines = Array.from({ length: random.int(8, 20) }, (_, index) => madeUpLine(world, random, index + 1));
  const types = [random.pick(failureTypes.filter((type) => !onceTypes.includes(type)))];
  const begins = random.int(0, troubledMs / 2);
  world.scheduler.after(begins, () => world.trace.count('rogue floods'));
  for (const line of lines) {
    const failure = drawFailure(random, [line], types, 0, world.startedAt);
    const afterMs = begins + random.int(0, random.pick([200, minuteMs, 30 * minuteMs]));
    publish(failure, afterMs);
    // The next day its source has as much again.
    if (random.chance(0.3)) publish({ ...failure, occurrence: `next-${failure.occurrence}` }, afterMs + dayMs);
  }
}

function madeUpLine({ provider, auditor }: World, random: Random, number: number): SimLine {
  const amountMinor = random.pick([399, 800, 1_500, 2_600]);
  const paymentId = `ch_made_up_${number}`;
  const [customerId, orderId] = [`made-up-${number}`, `order-made-up-${number}`];
  auditor.sold(paymentId, amountMinor, 'GBP');
  auditor.sold(`${paymentId}/1`, amountMinor, 'GBP');
  if (random.chance(0.8)) provider.addPayment(paymentId, amountMinor, 'GBP');
  return { customerId, creditAccountId: undefined, orderId, lineId: '1', paymentId, amountMinor, currency: 'GBP' };
}
