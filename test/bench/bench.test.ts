import { countRequests } from './requests';
import { measureThroughput } from './throughput';

it('a first remedy asks DynamoDB three times and a duplicate once, shared limits aside, which are reserved ahead', async () => {
  const [ours] = await countRequests('dynalite', 200, ['ours']);
  expect(ours?.firstRemedy.moneyPath).toBe(3);
  expect(ours?.firstRemedy.reservations).toBeGreaterThan(0);
  expect(ours?.firstRemedy.reservations).toBeLessThan(0.1);
  expect(ours?.firstRemedy.byOperation).toMatchObject({ BatchGetItem: 1, PutItem: 2 });
  expect(ours?.duplicate).toMatchObject({ moneyPath: 1, reservations: 0, writeUnits: 0 });
});

it('the bench compares ours and the peers in rounds, on every workload', async () => {
  const settings = { engine: 'dynalite', rounds: 1, events: 40, atOnce: 4, providerMs: 1 } as const;
  const results = await measureThroughput(settings);
  expect(results.map(({ workload }) => workload)).toHaveLength(3);
  for (const { oursToPowertoolsWithLedger: ratios, medians } of results) {
    expect(ratios.eventsPerSecond.min).toBeGreaterThan(0);
    expect(ratios.eventsPerSecond.min).toBeLessThanOrEqual(ratios.eventsPerSecond.max);
    expect(medians['ours']?.requestsPerEvent).toBeGreaterThan(1);
  }
});
