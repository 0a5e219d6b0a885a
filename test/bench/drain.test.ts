import { simulateDrain } from './drain/drain';
import { ModelQueue } from './drain/model-queue';

it('a message is hidden while it is worked on, comes back if it was not deleted, and is given up in the end', () => {
  let nowMs = 0;
  const messages = Array.from({ length: 3 }, (_, n) => ({ id: `m${n}` }));
  const queue = new ModelQueue<{ readonly id: string }>({ maxReceiveCount: 2, nowMs: () => nowMs });
  for (const message of messages) queue.send(message);
  const ids = (): string[] => queue.receive(2, 1_000).map(({ id }) => id);
  expect(ids()).toEqual(['m0', 'm1']);
  queue.delete(messages.slice(1, 2));
  expect(ids()).toEqual(['m2']);
  expect(ids()).toEqual([]);
  nowMs = 1_000;
  expect(ids()).toEqual(['m0', 'm2']);
  queue.delete(messages.slice(2));
  expect(queue.isEmpty).toBe(false);
  nowMs = 2_000;
  expect(ids()).toEqual([]);
  expect(queue.givenUp.map(({ id }) => id)).toEqual(['m0']);
  expect(queue.isEmpty).toBe(true);
});

it('a drained storm refunds each failure once, and writes to each customer once, whatever was turned away', async () => {
  const settings = { failures: 60, refundsPerSecond: 5, latencyMs: 150, mailsPerSecond: 5 };
  const report = await simulateDrain({ ...settings, types: 2, quiet: 1 });
  expect(report).toMatchObject({ refunds: 60, leftToSweep: 0 });
  expect(report.mostAtOnce).toBeLessThanOrEqual(4 * report.concurrency);
  expect(report.mails?.sent).toBe(61);
  expect(report.turnedAway).toBeGreaterThan(0);
  // No more than the rate and what may come at once at the beginning.
  expect(report.rateUsed).toBeLessThanOrEqual(1.2);
  // Half of it is the time of two answers.
  expect(report.quietSeconds).toBeLessThan(2);
});

it('a storm on a provider that becomes slow, and refuses nothing, is drained as fast as that one can', async () => {
  const report = await simulateDrain({
    ...{ failures: 400, refundsPerSecond: 10, latencyMs: 300, types: 1 },
    overload: 'queues',
  });
  expect(report).toMatchObject({ refunds: 400, leftToSweep: 0 });
  expect(report.unanswered).toBeLessThan(0.05);
  // Each refund is two requests, and both wait in the same line.
  expect(report.rateUsed).toBeGreaterThan(0.4);
});
