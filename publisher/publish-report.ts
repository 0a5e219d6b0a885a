import type { ContractProblem } from '../lambdas/failures/definition/parse-failure';

/** Why a failure cannot be published as it is. */
export type Refusal =
  /** None of the publisher's types, with what to do. `nearest` is the one that was probably meant. */
  | { readonly reason: 'unknown-type'; readonly message: string; readonly nearest?: string | undefined }
  | { readonly reason: 'broken-contract'; readonly problems: readonly ContractProblem[] }
  | { readonly reason: 'too-large'; readonly bytes: number; readonly maxBytes: number }
  /** The bus refused it for good, with a code of its own: AccessDeniedException, MalformedDetail, … */
  | { readonly reason: 'refused-by-bus'; readonly code: string; readonly message: string };

/** The last error of the bus or of the connection to it. */
export interface LastOutcome {
  /** The code of AWS, the name of the error, or `Aborted`. */
  readonly code: string;
  readonly message: string;
}

/** How publishing one failure ended. */
export type PublishOutcome =
  | { readonly state: 'published'; readonly eventId: string }
  /** It is not on the bus, and publishing it again unchanged does not help. */
  | { readonly state: 'refused'; readonly refusal: Refusal }
  /** It is not on the bus. Publish it again. */
  | { readonly state: 'unsent'; readonly lastOutcome: LastOutcome }
  /** A reply was lost, so it may be on the bus. Publish it again: a failure that arrives twice gets one remedy. */
  | { readonly state: 'unknown'; readonly lastOutcome: LastOutcome };

/**
 * One failure's line in the report. A failure that was not published comes with it, to be corrected or published again.
 */
export type PublishResult<Failure> = {
  /** The position of the failure, from 0. */
  readonly index: number;
} & (
  | Extract<PublishOutcome, { state: 'published' }>
  | (Exclude<PublishOutcome, { state: 'published' }> & { readonly failure: Failure })
);

/** How far publishing has come. */
export interface PublishProgress {
  /** How many failures there are. Missing for a stream, whose length is not known. */
  readonly total?: number | undefined;
  /** How many failures were read so far. */
  readonly received: number;
  readonly published: number;
  readonly refused: number;
  readonly unsent: number;
  readonly unknown: number;
  /** How often an entry was sent again. */
  readonly retried: number;
}

/** How publishing ended, for every failure in the order in which it was received. */
export interface PublishReport<Failure> extends PublishProgress {
  readonly results: readonly PublishResult<Failure>[];
  /** The failures that are `unsent` or `unknown`: publish them again. */
  readonly again: readonly Failure[];
}

/** Publishing stopped early. The report says what became of the failures received until then. */
export class PublishInterruptedError<Failure> extends Error {
  override readonly name = 'PublishInterruptedError';
  constructor(
    what: string,
    readonly report: PublishReport<Failure>,
    cause: unknown,
  ) {
    super(`${what} after ${report.received} failures, of which ${report.published} were published`, { cause });
  }
}
