import { redrive } from '../../../lambdas/flow/sweep/redrive';
import { afterFailure } from '../../../lambdas/retry/retry-queue';
import { FakeRetryQueue } from '../../fakes/fake-retry-queue';
import { filmFailure } from '../../fakes/film-failure';
import { Life } from '../../fakes/mortal';
import { World } from '../../fakes/world';

const minute = 60_000;
const hour = 60 * minute;

it('an event that a function was given up on is delivered anew, and does its work once', async () => {
  const world = new World();
  world.retryQueue.giveUp(filmFailure(), 'TimeoutError');
  world.retryQueue.giveUp(filmFailure(), 'TimeoutError');
  await world.sweepEvery(minute, 4);
  expect(world.retryQueue.waiting).toEqual([]);
  expect(world.retryQueue.deadLettered).toEqual([]);
  expect(world.provider.effects).toHaveLength(1);
  expect(world.mailer.mails).toHaveLength(1);
});

it('an event that fails again is retried less and less often, and goes to the dead-letter queue after its last try', async () => {
  const world = new World();
  const triedAt: number[] = [];
  world.functions.deploy('remedies', () => {
    triedAt.push(world.now);
    return Promise.reject(new Error('still broken'));
  });
  world.retryQueue.giveUp('the event');
  await world.sweepEvery(minute, 3 * 24 * 60);
  const waits = triedAt.slice(1).map((at, index) => at - (triedAt[index] ?? 0));
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits[0]).toBeGreaterThanOrEqual(2 * minute);
  expect(waits.at(-1)).toBeGreaterThanOrEqual(4 * hour);
  expect(triedAt.length).toBeGreaterThanOrEqual(10);
  expect(triedAt.length).toBeLessThanOrEqual(12);
  expect(world.retryQueue.deadLettered).toEqual(['the event']);
  expect(world.retryQueue.waiting).toEqual([]);
  expect(world.observer.steps.filter(({ step }) => step === 'dead-lettered')).toHaveLength(1);
});

it('an event that succeeds at a later try is finished', async () => {
  const world = new World();
  world.provider.weather = 'unreachable';
  world.retryQueue.giveUp(filmFailure());
  await world.sweepEvery(minute, 10);
  world.provider.weather = 'fair';
  await world.sweepEvery(hour, 2);
  expect(world.onlyRecord().state).toBe('issued');
  expect(world.retryQueue.waiting).toEqual([]);
});

it('what breaks its contract goes to the dead-letter queue at once, and is never retried', async () => {
  const world = new World();
  world.retryQueue.giveUp('nonsense', 'ContractError');
  await world.sweep();
  expect(world.retryQueue.deadLettered).toEqual(['nonsense']);
  expect(world.functions.calls).toHaveLength(0);
});

it('what turns out to break its contract goes to the dead-letter queue after one retry', async () => {
  const world = new World();
  world.functions.deploy('remedies', () => Promise.reject(Object.assign(new Error('no'), { name: 'ContractError' })));
  world.retryQueue.giveUp('nonsense');
  await world.sweep();
  expect(world.retryQueue.deadLettered).toEqual(['nonsense']);
  expect(world.functions.calls).toHaveLength(1);
});

it('a function that cannot be run at all keeps its events', async () => {
  const world = new World();
  const gone = new FakeRetryQueue('gone', world.clock);
  gone.giveUp('an event');
  await redrive({ ...world.sweepPorts(), retryQueues: [gone] }, () => true);
  expect(gone.waiting).toEqual(['an event']);
  expect(gone.deadLettered).toEqual([]);
  expect(world.observer.troubles).toEqual(['it cannot be run']);
});

it('nothing is lost where the run dies between any two of its calls', async () => {
  for (const errorName of [undefined, 'ContractError']) {
    for (let call = 1; call <= 6; call++) {
      for (const when of ['before', 'after'] as const) {
        const world = new World();
        world.retryQueue.giveUp(filmFailure(), errorName);
        const ports = { ...world.sweepPorts(new Life({ call, when })), observer: world.observer };
        await redrive(ports, () => true).catch(() => undefined);
        await world.sweepEvery(2 * minute, 3);
        expect(world.retryQueue.waiting).toEqual([]);
        expect(world.provider.effects).toHaveLength(errorName ? 0 : 1);
        expect(world.retryQueue.deadLettered.length).toBeGreaterThanOrEqual(errorName ? 1 : 0);
      }
    }
  }
});

it('a queue that cannot be read, or that cannot note anything down, keeps no other one waiting', async () => {
  const world = new World();
  const unread = new FakeRetryQueue('unread', world.clock);
  unread.receive = () => Promise.reject(new Error('no right to'));
  const stubborn = new FakeRetryQueue('remedies', world.clock);
  stubborn.giveUp(filmFailure());
  stubborn.delete = () => Promise.reject(new Error('no right to'));
  world.retryQueue.giveUp(filmFailure({ playback: { rentalId: 'rent_2' }, purchase: { orderId: 'ord_2' } }));
  await redrive({ ...world.sweepPorts(), retryQueues: [unread, stubborn, world.retryQueue] }, () => true);
  expect(world.retryQueue.waiting).toEqual([]);
  expect(stubborn.waiting).toHaveLength(1);
  expect(world.observer.troubles).toHaveLength(2);
});

it('stops when there is no time left, and leaves the rest for the next run', async () => {
  const world = new World();
  for (let n = 0; n < 30; n++) world.retryQueue.giveUp(`event ${n}`);
  world.functions.deploy('remedies', () => Promise.resolve((world.now += 1_000)));
  const endsAt = world.now + 15_000;
  await redrive(world.sweepPorts(), () => world.now < endsAt);
  expect(world.retryQueue.waiting.length).toBeGreaterThan(0);
  world.now += hour;
  await redrive(world.sweepPorts(), () => true);
  expect(world.retryQueue.waiting).toEqual([]);
});

it('waits double, and stay below what a queue can hold back', () => {
  const delays: number[] = [];
  for (let tries = 1; ; tries++) {
    const next = afterFailure('TimeoutError', tries);
    if (next.then === 'dead-letter') break;
    delays.push(next.delaySeconds);
  }
  expect(delays.slice(0, 4)).toEqual([120, 240, 480, 960]);
  expect(Math.max(...delays)).toBeLessThan(12 * 60 * 60 - 120);
});
