import * as z from 'zod/mini';
import type { DetectorStep } from '../../detect/run/detector-ports';

/** What the schedule invokes the function of a detector with. */
export const lookSchema = z.object({ look: z.literal('due') });

/** How many subjects were judged again, or why not all of them were. */
export type LookResult = { readonly looked: number } | { readonly failed: string };

/** Some subjects could not be judged again. They are due again in a quarter of an hour, behind what is due by then. */
export class LookFailedError extends Error {
  override readonly name = 'LookFailedError';
  constructor(detector: string, failed: number, cause: unknown) {
    super(`${failed} subjects of ${detector} could not be judged again`, { cause });
  }
}

/**
 * A look that fails is counted, and calls a person where that goes on. It is not tried again: the next one is minutes
 * away and takes what is due then.
 */
export async function toldLook(
  look: () => Promise<LookResult>,
  observe: (step: DetectorStep) => void,
): Promise<LookResult> {
  try {
    return await look();
  } catch (error) {
    const why = sentencesOf(error).join(': ');
    observe({ step: 'look-failed', why });
    return { failed: why };
  }
}

function sentencesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)];
  return [error.message, ...(error.cause === undefined ? [] : sentencesOf(error.cause))];
}
