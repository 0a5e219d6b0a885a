import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { OnProgress } from '../../cli/progress-line';
import type { WorkDone, WorkOrder } from './serve-seeds';

/** How many seeds a worker gets at a time. */
const batch = 50;

/** The first time, where the first failure ends all: most of what is broken shows early, and the other worker waits. */
const firstBatch = 4;

/** What became of the worlds of many seeds. */
export interface SeedsReport {
  readonly seeds: number;
  readonly ms: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly failures: readonly WorkDone['failures'][number][];
}

export interface SeedsOrder {
  readonly from: number;
  readonly seeds: number;
  readonly stopsAtFailure: boolean;
  readonly onProgress?: OnProgress;
  /** @default one for each core */
  readonly workers?: number;
}

/** Runs the worlds of many seeds with the bundle, on all cores. Which worker runs which seed changes nothing. */
export async function runSeeds(bundle: string, order: SeedsOrder): Promise<SeedsReport> {
  const startedAt = performance.now();
  const counts = new Map<string, number>();
  const failures: WorkDone['failures'][number][] = [];
  let next = order.from;
  let size = order.stopsAtFailure ? firstBatch : batch;
  let seeds = 0;
  const end = order.from + order.seeds;
  order.onProgress?.(0, order.seeds);

  const work = async (): Promise<void> => {
    const worker = new Worker(bundle);
    try {
      while (next < end && !(order.stopsAtFailure && failures.length > 0)) {
        const from = next;
        next = Math.min(end, next + size);
        size = Math.min(batch, size * 2);
        const { stopsAtFailure } = order;
        const done = await run(worker, { from, seeds: next - from, stopsAtFailure, isTraced: false });
        seeds += done.seeds;
        failures.push(...done.failures);
        for (const [what, count] of done.counts) counts.set(what, (counts.get(what) ?? 0) + count);
        order.onProgress?.(seeds, order.seeds);
      }
    } finally {
      await worker.terminate();
    }
  };
  // A worker that gets no seed would load all the code for nothing.
  const length = Math.min(order.workers ?? availableParallelism(), Math.ceil(order.seeds / batch));
  await Promise.all(Array.from({ length }, work));
  failures.sort((a, b) => a.seed - b.seed);
  return { seeds, ms: performance.now() - startedAt, counts, failures };
}

/** Runs one seed, with a line for everything that happens in its world. */
export async function traceSeed(bundle: string, seed: number): Promise<WorkDone> {
  const worker = new Worker(bundle);
  try {
    return await run(worker, { from: seed, seeds: 1, stopsAtFailure: false, isTraced: true });
  } finally {
    await worker.terminate();
  }
}

async function run(worker: Worker, order: WorkOrder): Promise<WorkDone> {
  return new Promise((resolve, reject) => {
    worker.once('message', (done: WorkDone) => {
      worker.off('error', reject);
      resolve(done);
    });
    worker.once('error', reject);
    worker.postMessage(order);
  });
}
