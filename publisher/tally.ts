import type { Fate, PublishProgress, PublishReport, PublishResult } from './publish-report';

/** A failure that was taken, and its place in the report. */
export interface Taken<Failure> {
  readonly index: number;
  readonly failure: Failure;
}

/** Keeps what became of each failure, and tells how far it is. */
export class Tally<Failure> {
  /** What `onProgress` threw. It is not called again then: a broken progress bar must not keep money from its owner. */
  complaint: { readonly cause: unknown } | undefined;
  private taken = 0;
  private readonly results: PublishResult<Failure>[] = [];
  private readonly counts = { published: 0, refused: 0, unsent: 0, unknown: 0, retried: 0 };

  constructor(
    private readonly total: number | undefined,
    private readonly onProgress: ((progress: PublishProgress) => void) | undefined,
  ) {}

  take(failure: Failure): Taken<Failure> {
    return { index: this.taken++, failure };
  }

  settle(fates: readonly (readonly [taken: Taken<Failure>, fate: Fate])[]): void {
    if (fates.length === 0) return;
    for (const [taken, fate] of fates) {
      this.results[taken.index] = resultOf(taken, fate);
      this.counts[fate.state]++;
    }
    this.tell();
  }

  retry(entries: number): void {
    this.counts.retried += entries;
    this.tell();
  }

  report(): PublishReport<Failure> {
    // Where publishing was interrupted by an error, the failure at fault has no result and left a hole.
    const results = Object.values(this.results);
    const again = results.flatMap((result) =>
      result.state === 'unsent' || result.state === 'unknown' ? [result.failure] : [],
    );
    return { ...this.progress(), results, again };
  }

  private progress(): PublishProgress {
    return { total: this.total, taken: this.taken, ...this.counts };
  }

  private tell(): void {
    if (this.complaint) return;
    try {
      this.onProgress?.(this.progress());
    } catch (cause) {
      this.complaint = { cause };
    }
  }
}

function resultOf<Failure>({ index, failure }: Taken<Failure>, fate: Fate): PublishResult<Failure> {
  return fate.state === 'published' ? { index, ...fate } : { index, ...fate, failure };
}
