import type { DrainReport } from './drain';

/** As the tables stand in docs/performance.md. */
export function drainTable(reports: readonly DrainReport[]): string {
  const rows = reports.map((report) => cellsOf(report));
  return [
    ['provider, a second', 'latency, s', 'types', 'rate used', 'turned away', 'left to the sweep', 'minutes', firsts],
    Array.from({ length: 8 }, () => '---'),
    ...rows,
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

const firsts = 'first refund of each type, s';

function cellsOf(report: DrainReport): readonly string[] {
  return [
    String(report.refundsPerSecond),
    String(report.latencyMs / 1_000),
    String(report.types),
    percent(report.rateUsed, 1),
    percent(report.turnedAway, 2),
    String(report.leftToSweep),
    report.minutes.toFixed(1),
    report.secondsToFirstOfEach.toFixed(1),
  ];
}

function percent(part: number, digits: number): string {
  return `${(100 * part).toFixed(digits)} %`;
}
