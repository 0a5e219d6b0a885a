import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { runSeeds, type SeedsOrder, type SeedsReport } from './worker-pool';

/** What a file keeps of a run that may be stopped at any time and go on later. */
interface Kept {
  /** Of the bundle: the worlds of other code prove nothing about this. */
  readonly code: string;
  readonly from: number;
  readonly seeds: number;
  readonly ms: number;
  readonly counts: readonly (readonly [string, number])[];
  readonly failures: SeedsReport['failures'];
}

export interface KeptIn {
  readonly file: string;
  /**
   * How many worlds are run before what came of them is written down.
   *
   * @default 1000
   */
  readonly every?: number;
}

/** The file keeps a run of other code, or from another seed. */
export class OtherRunError extends Error {
  override readonly name = 'OtherRunError';
}

/**
 * Runs the worlds of many seeds as {@link runSeeds} does, and writes down again and again what came of them. A run
 * with the same file goes on where the last one was stopped, wherever that was.
 *
 * @throws {@link OtherRunError}
 */
export async function runSeedsKept(
  bundle: string,
  order: SeedsOrder,
  { file, every = 1_000 }: KeptIn,
): Promise<SeedsReport> {
  const code = createHash('sha256').update(readFileSync(bundle)).digest('hex');
  let kept = read(file, { code, from: order.from });
  while (kept.seeds < order.seeds && !(order.stopsAtFailure && kept.failures.length > 0)) {
    const { seeds: done } = kept;
    const onProgress = (count: number): void => order.onProgress?.(done + count, order.seeds);
    const next = { ...order, from: order.from + done, seeds: Math.min(every, order.seeds - done), onProgress };
    kept = together(kept, await runSeeds(bundle, next));
    // Written beside it first: a run that is killed leaves the file of before, or the new one.
    writeFileSync(`${file}.new`, `${JSON.stringify(kept)}\n`);
    renameSync(`${file}.new`, file);
  }
  return { ...kept, counts: new Map(kept.counts) };
}

function read(file: string, { code, from }: Pick<Kept, 'code' | 'from'>): Kept {
  if (!existsSync(file)) return { code, from, seeds: 0, ms: 0, counts: [], failures: [] };
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
  if (kept.code === code && kept.from === from) return kept;
  const what = kept.code === code ? `worlds from seed ${kept.from} on` : 'the worlds of other code';
  throw new OtherRunError(`${file} keeps ${what}: name another file, or delete it`);
}

function together(kept: Kept, { seeds, ms, counts, failures }: SeedsReport): Kept {
  const sums = new Map(kept.counts);
  for (const [what, count] of counts) sums.set(what, (sums.get(what) ?? 0) + count);
  return {
    ...kept,
    seeds: kept.seeds + seeds,
    ms: kept.ms + ms,
    counts: [...sums],
    failures: [...kept.failures, ...failures],
  };
}
