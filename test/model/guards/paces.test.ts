import { Paces } from '../../../lambdas/model/guards/paces';
import { VirtualTime } from '../../bench/virtual-time';

function world(leastAtWork?: number) {
  const time = new VirtualTime(Date.parse('2026-11-20T20:00:00Z'));
  const machine = { clock: time.clock, random: () => 0.5, pause: (ms: number) => time.sleep(ms) };
  return { time, paces: new Paces(machine, leastAtWork) };
}

/** A service that answers in that time, with more work for it than it can have done. */
function busy({ time, paces }: ReturnType<typeof world>, name: string, latencyMs: number, lanes: number): void {
  const pace = paces.of(name);
  const endMs = time.nowMs + 60_000;
  const lane = async (): Promise<void> => {
    while (time.nowMs < endMs && (await pace.turn(endMs))) {
      const startedMs = time.nowMs;
      await time.sleep(latencyMs);
      pace.answered(startedMs);
    }
  };
  for (let n = 0; n < lanes; n++) void lane();
}

/** How much may be at work. */
function roomIn(paces: Paces): number {
  let room = 0;
  while (room < 1_000 && paces.hasRoom(room)) room++;
  return room;
}

it('there is room for what a service takes in the time of its answer, and a short wait more', async () => {
  const quick = world();
  quick.paces.of('provider').refused(quick.time.nowMs);
  busy(quick, 'provider', 100, 1);
  const slow = world();
  slow.paces.of('provider').refused(slow.time.nowMs);
  busy(slow, 'provider', 3_000, 1);
  await Promise.all([quick.time.run(), slow.time.run()]);
  const rate = quick.paces.of('provider').perSecond;
  expect(slow.paces.of('provider').perSecond).toBe(rate);
  expect(roomIn(quick.paces)).toBe(Math.max(5, Math.ceil(rate * 2.1)));
  expect(roomIn(slow.paces)).toBe(Math.ceil(rate * 5));
});

it('the slowest of the services that were asked counts, and one that nobody asks does not', async () => {
  const each = world();
  busy(each, 'quick', 100, 60);
  busy(each, 'slow', 100, 2);
  each.paces.of('slow').refused(each.time.nowMs);
  each.paces.of('never asked').refused(each.time.nowMs);
  await each.time.run();
  expect(each.paces.of('quick').perSecond).toBeGreaterThan(100);
  expect(roomIn(each.paces)).toBeLessThan(60);
});

it('a function has room for a little at the beginning, and never for more than its memory holds', async () => {
  const each = world();
  expect(roomIn(each.paces)).toBe(5);
  each.paces.of('provider');
  expect(roomIn(each.paces)).toBe(16);
  busy(each, 'provider', 1_000, 900);
  await each.time.run();
  expect(roomIn(each.paces)).toBe(400);
  expect(roomIn(world(1).paces)).toBe(1);
});

it('says when there may be more room, each time once', async () => {
  const each = world();
  let times = 0;
  each.paces.onceChanged(() => times++);
  busy(each, 'provider', 100, 3);
  await each.time.run();
  expect(times).toBe(1);
});

it('requests to one account take turns', () => {
  const { paces } = world();
  expect(paces.of('stripe')).toBe(paces.of('stripe'));
  expect(paces.of('stripe')).not.toBe(paces.of('endpoint'));
});
