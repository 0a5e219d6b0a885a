import type { AdaptivePace } from './adaptive-pace';

/** Less time than this is not enough for a request. */
const leastRequestMs = 1_000;

export interface InTurnProps {
  readonly pace: AdaptivePace;
  readonly clock: () => Date;
  /** How long it may take in all, with all waiting. */
  readonly timeoutMs: number;
  /** Whether an error says that there are too many requests, and that nothing came of this one. */
  readonly isRateLimited: (error: Error) => boolean;
  /** The error where no turn came in time. */
  readonly notBegun: () => Error;
}

/**
 * Makes a request when its turn comes, and makes it again where the service asks for fewer requests, for as long as
 * there is time. It has to be the same request each time, with the same key if it has one.
 *
 * @param request gets the time that is left, in ms
 * @throws what the service said last, where it asked for fewer requests to the end
 */
export async function inTurn<Answer>(
  { pace, clock, timeoutMs, isRateLimited, notBegun }: InTurnProps,
  request: (timeoutMs: number) => Promise<Answer>,
): Promise<Answer> {
  const untilMs = clock().getTime() + timeoutMs;
  let last: Error | undefined;
  while (await pace.turn(untilMs - leastRequestMs)) {
    const startedMs = clock().getTime();
    try {
      const answer = await request(untilMs - startedMs);
      pace.answered(startedMs);
      return answer;
    } catch (error) {
      if (!(error instanceof Error && isRateLimited(error))) {
        pace.ended(startedMs);
        throw error;
      }
      pace.refused(startedMs);
      last = error;
    }
  }
  throw last ?? notBegun();
}
