import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { causeTable, goalResults, goals, goalTable } from './goals';

it('what a run did not measure has no value, and says what measures it', () => {
  for (const { value, met, command } of goalResults({})) {
    expect([value, met]).toEqual([null, null]);
    expect(command).toMatch(/^npm (run|start)/);
  }
});

it('a goal is met from its limit on, in its own direction', () => {
  const drained = { rateUsed: 0.95, turnedAway: 0.02, unanswered: 0, leftToSweep: 0 };
  const settings = { failures: 1, refundsPerSecond: 25, latencyMs: 300, types: 1 } as const;
  const rest = { concurrency: 2, mostAtOnce: 2, refunds: 1, minutes: 1, secondsToFirstOfEach: 1 };
  const results = goalResults({
    drain: [
      { ...settings, ...rest, ...drained },
      { ...settings, ...rest, ...drained, rateUsed: 1 },
    ],
  });
  const measured = results.filter(({ met }) => met !== null).map(({ goal, value, met }) => [goal, value, met]);
  expect(measured).toEqual([
    ['≥ 95 %', 95, true],
    ['≤ 1 %', 2, false],
    ['≤ 0 failures', 0, true],
  ]);
});

it('a goal that is not met names its cause, with the number that is left without it', () => {
  const spread = (median: number) => ({ min: median, median, max: median });
  const comparison = (median: number) => ({
    eventsPerSecond: spread(median),
    requestsPerEvent: spread(median),
    cpuMsPerEvent: spread(median),
  });
  const throughput = [
    {
      workload: 'unique',
      rounds: 1,
      medians: {},
      oursToPowertools: comparison(1),
      oursToPowertoolsWithLedger: comparison(1.2),
      requestsAloneToPowertoolsWithLedger: comparison(1.4),
    },
  ];
  const [events] = goalResults({ throughput });
  expect(events).toMatchObject({ value: 1.2, met: false, without: { value: 1.4 } });
  expect(causeTable(events ? [events] : [])).toMatch(/\| ≥ 1\.5 × \| 1\.2 \| all of our own work.* \| 1\.4 \|$/);
});

it('the table of the documentation has these goals, and no others', () => {
  const page = readFileSync(join(__dirname, '../../docs/performance.md'), 'utf8');
  const section = page.split('\n## ').find((each) => each.startsWith('Goals')) ?? '';
  const paragraphs = section.split('\n\n');
  const columnsOf = (table = ''): string[][] =>
    table
      .split('\n')
      .filter((line) => line.startsWith('|') && !line.includes('---'))
      .map((line) =>
        line
          .split('|')
          .slice(1, 3)
          .map((cell) => cell.trim()),
      );
  const first = paragraphs.find((paragraph) => paragraph.startsWith('|'));
  expect(columnsOf(first)).toEqual(columnsOf(goalTable(goalResults({}))));
  expect(goals.length).toBeGreaterThan(10);
});
