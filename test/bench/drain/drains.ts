import type { OnProgress } from '../../../cli/progress-line';
import { simulateDrain, type DrainReport, type DrainSettings } from './drain';

/** Every rate, latency and number of types that the goals speak of. */
const matrix: readonly Omit<DrainSettings, 'failures'>[] = [25, 100].flatMap((refundsPerSecond) =>
  [150, 300, 800, 1_500].flatMap((latencyMs) =>
    ([1, 2, 3] as const).map((types) => ({ refundsPerSecond, latencyMs, types })),
  ),
);

const usual = { refundsPerSecond: 25, latencyMs: 300 } as const;

/** What is not one of the goals, and answers a question of its own. */
const others: readonly Omit<DrainSettings, 'failures'>[] = [
  { ...usual, types: 2, quiet: 10 },
  { ...usual, types: 3, mailsPerSecond: 14 },
  { ...usual, types: 3, questionsPerSecond: 25 },
];

/** @param minutes how long each storm would last at the provider's rate */
export async function simulateDrains(minutes: number, onProgress?: OnProgress): Promise<DrainReport[]> {
  return simulateAll(matrix, minutes, onProgress);
}

/** A quiet type beside a storm, the mails of a storm, and a provider with a limit on questions. */
export async function simulateOtherDrains(minutes: number, onProgress?: OnProgress): Promise<DrainReport[]> {
  return simulateAll(others, minutes, onProgress);
}

async function simulateAll(
  all: readonly Omit<DrainSettings, 'failures'>[],
  minutes: number,
  onProgress?: OnProgress,
): Promise<DrainReport[]> {
  const reports: DrainReport[] = [];
  for (const [done, one] of all.entries()) {
    onProgress?.(done, all.length);
    reports.push(await simulateDrain({ ...one, failures: Math.round(one.refundsPerSecond * 60 * minutes) }));
  }
  return reports;
}
