import { parentPort } from 'node:worker_threads';

/** Seeds to run one after another, until one fails if that is all that is wanted. */
export interface WorkOrder {
  readonly from: number;
  readonly seeds: number;
  readonly stopsAtFailure: boolean;
  readonly isTraced: boolean;
}

/** What a worker found in the seeds it ran. */
export interface WorkDone {
  readonly from: number;
  readonly seeds: number;
  readonly counts: readonly (readonly [string, number])[];
  readonly failures: readonly { readonly seed: number; readonly violations: readonly string[] }[];
  readonly trace: readonly string[];
}

/** What one world came to. */
export interface SeedReport {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  /** Empty unless asked for. */
  readonly trace: readonly string[];
}

type RunSeed = (seed: number, isTraced: boolean) => Promise<SeedReport>;

async function work({ from, seeds, stopsAtFailure, isTraced }: WorkOrder, runSeed: RunSeed): Promise<WorkDone> {
  const counts = new Map<string, number>();
  const failures: { seed: number; violations: readonly string[] }[] = [];
  const trace: string[] = [];
  let done = 0;
  while (done < seeds && !(stopsAtFailure && failures.length > 0)) {
    const report = await runSeed(from + done, isTraced);
    for (const [what, count] of report.counts) counts.set(what, (counts.get(what) ?? 0) + count);
    if (report.violations.length > 0) failures.push({ seed: report.seed, violations: report.violations });
    trace.push(...report.trace);
    done += 1;
  }
  return { from, seeds: done, counts: [...counts], failures, trace };
}

/** Runs the seeds that this worker is ordered to run. */
export function serveSeeds(runSeed: RunSeed): void {
  parentPort?.on('message', (order: WorkOrder) => {
    void work(order, runSeed).then((done) => parentPort?.postMessage(done));
  });
}
