import { simulateDrain } from './drain/drain';
import { ModelQueue } from './drain/model-queue';

it('a message is hidden while it is worked on, comes back if it was not deleted, and is given up in the end', () => {
  let nowMs = 0;
  const messages = Array.from({ length: 3 }, (_, n) => ({ id: `m${n}`, n }));
  const queue = new ModelQueue(messages, { batch: 2, visibilityMs: 1_000, maxReceiveCount: 2 }, () => nowMs);
  const ids = (): string[] => queue.receive().map(({ id }) => id);
  expect(ids()).toEqual(['m0', 'm1']);
  queue.delete(messages.slice(1, 2));
  expect(ids()).toEqual(['m2']);
  expect(ids()).toEqual([]);
  nowMs = 1_000;
  expect(ids()).toEqual(['m0', 'm2']);
  queue.delete(messages.slice(2));
  expect(queue.isDone).toBe(false);
  nowMs = 2_000;
  expect(ids()).toEqual([]);
  expect(queue.givenUp.map(({ id }) => id)).toEqual(['m0']);
  expect(queue.isDone).toBe(true);
});

it('a drained storm refunds each failure once, whatever the provider turned away', async () => {
  const report = await simulateDrain({ failures: 60, refundsPerSecond: 5, latencyMs: 150, types: 3 });
  // What came back five times is the sweep's.
  expect(report.refunds + report.leftToSweep).toBe(60);
  expect(report.turnedAway).toBeGreaterThan(0);
  // No more than the rate and what may come at once at the beginning.
  expect(report.rateUsed).toBeLessThanOrEqual(1.2);
});
