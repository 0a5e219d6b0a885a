import { measureThroughput } from './throughput';

it('the bench compares ours and the peers in rounds, on every workload', async () => {
  const settings = { engine: 'dynalite', rounds: 1, events: 40, atOnce: 4, providerMs: 1 } as const;
  const results = await measureThroughput(settings);
  expect(results.map(({ workload }) => workload)).toHaveLength(4);
  for (const { oursToPowertoolsWithLedger: ratios, medians } of results) {
    expect(ratios.eventsPerSecond.min).toBeGreaterThan(0);
    expect(ratios.eventsPerSecond.min).toBeLessThanOrEqual(ratios.eventsPerSecond.max);
    expect(medians['ours']?.requestsPerEvent).toBeGreaterThan(1);
    // What stands for our requests without our work asks as often.
    expect(medians['requestsAlone']?.requestsPerEvent).toBeCloseTo(medians['ours']?.requestsPerEvent ?? 0, 0);
  }
});
