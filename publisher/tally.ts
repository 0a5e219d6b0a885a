import type { PublishOutcome, PublishProgress, PublishReport, PublishResult } from './publish-report';

/** A failure that was received, and its place in the report. */
export interface ReceivedFailure<Failure> {
  readonly index: number;
  readonly failure: Failure;
}

/** Collects the outcome of each failure and reports progress. */
export class Tally<Failure> {
  /** What `onProgress` threw. It is not called again then: a broken progress bar must not stop refunds. */
  progressError: { readonly cause: unknown } | undefined;
  private received = 0;
  private readonly results: PublishResult<Failure>[] = [];
  private readonly counts = { published: 0, refused: 0, unsent: 0, unknown: 0, retried: 0 };

  constructor(
    private readonly total: number | undefined,
    private readonly onProgress: ((progress: PublishProgress) => void) | undefined,
  ) {}

  receive(failure: Failure): ReceivedFailure<Failure> {
    return { index: this.received++, failure };
  }

  settle(outcomes: readonly (readonly [received: ReceivedFailure<Failure>, outcome: PublishOutcome])[]): void {
    if (outcomes.length === 0) return;
    for (const [received, outcome] of outcomes) {
      this.results[received.index] = resultOf(received, outcome);
      this.counts[outcome.state]++;
    }
    this.reportProgress();
  }

  retry(entries: number): void {
    this.counts.retried += entries;
    this.reportProgress();
  }

  report(): PublishReport<Failure> {
    // Where an error interrupted publishing, the failure that caused it has no result and leaves a hole.
    const results = Object.values(this.results);
    const again = results.flatMap((result) =>
      result.state === 'unsent' || result.state === 'unknown' ? [result.failure] : [],
    );
    return { ...this.progress(), results, again };
  }

  private progress(): PublishProgress {
    return { total: this.total, received: this.received, ...this.counts };
  }

  private reportProgress(): void {
    if (this.progressError) return;
    try {
      this.onProgress?.(this.progress());
    } catch (cause) {
      this.progressError = { cause };
    }
  }
}

function resultOf<Failure>(
  { index, failure }: ReceivedFailure<Failure>,
  outcome: PublishOutcome,
): PublishResult<Failure> {
  return outcome.state === 'published' ? { index, ...outcome } : { index, ...outcome, failure };
}
