import type { ContractProblem } from '../lambdas/failures/definition/parse-failure';

/** Why a failure is not wanted as it stands. */
export type Refusal =
  | { readonly reason: 'unknown-type' }
  | { readonly reason: 'broken-contract'; readonly problems: readonly ContractProblem[] }
  | { readonly reason: 'too-large'; readonly bytes: number; readonly mostBytes: number }
  /** The bus said no in a way that will not pass, with its own code: AccessDeniedException, MalformedDetail, … */
  | { readonly reason: 'refused-by-bus'; readonly code: string; readonly message: string };

/** What the bus, or the way to it, said last. */
export interface LastOutcome {
  /** The code of AWS, the name of the error, or `Aborted`. */
  readonly code: string;
  readonly message: string;
}

/** What became of one failure. */
export type Fate =
  | { readonly state: 'published'; readonly eventId: string }
  /** It is not on the bus, and publishing it again as it stands changes nothing. */
  | { readonly state: 'refused'; readonly refusal: Refusal }
  /** It is not on the bus. Publish it again. */
  | { readonly state: 'unsent'; readonly lastOutcome: LastOutcome }
  /** A reply was lost, so nobody knows. Publish it again: a failure that arrives twice is made right once. */
  | { readonly state: 'unknown'; readonly lastOutcome: LastOutcome };

/** One failure's line in the report. Whatever was not published is there to be looked at, or published again. */
export type PublishResult<Failure> = {
  /** Which one it was, counted from 0. */
  readonly index: number;
} & (Extract<Fate, { state: 'published' }> | (Exclude<Fate, { state: 'published' }> & { readonly failure: Failure }));

/** How far it is. */
export interface PublishProgress {
  /** How many failures there are. Missing while a stream has not said. */
  readonly total?: number | undefined;
  /** How many of them were looked at. */
  readonly taken: number;
  readonly published: number;
  readonly refused: number;
  readonly unsent: number;
  readonly unknown: number;
  /** How often an entry was sent again. */
  readonly retried: number;
}

/** What became of everything that was taken, in the order in which it was taken. */
export interface PublishReport<Failure> extends PublishProgress {
  readonly results: readonly PublishResult<Failure>[];
  /** The failures that are not on the bus, or may not be, and could be: publish them again. */
  readonly again: readonly Failure[];
}

/** Publishing could not go on to its end. What had been taken until then was published as the report says. */
export class PublishInterruptedError<Failure> extends Error {
  override readonly name = 'PublishInterruptedError';
  constructor(
    what: string,
    readonly report: PublishReport<Failure>,
    cause: unknown,
  ) {
    super(`${what} after ${report.taken} failures, of which ${report.published} were published`, { cause });
  }
}
