import * as z from 'zod/mini';

/** What the schedule invokes the function of a detector with. */
export const lookSchema = z.object({ look: z.literal('due') });

/** How many subjects were judged again. */
export interface LookResult {
  readonly looked: number;
}

/** Some subjects could not be judged again. They are due again in a quarter of an hour, behind what is due by then. */
export class LookFailedError extends Error {
  override readonly name = 'LookFailedError';
  constructor(detector: string, failed: number, cause: unknown) {
    super(`${failed} subjects of ${detector} could not be judged again`, { cause });
  }
}
