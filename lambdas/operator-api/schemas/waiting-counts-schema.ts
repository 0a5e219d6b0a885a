import * as z from 'zod/mini';

/** How much waits, by what it waits for. */
export const waitingCountsSchema = z.object({
  /** Remedies and words of mails that wait each for a decision of their own, and incidents without one. */
  held: z.int(),
  needsAttention: z.int(),
  /** The provider has not answered, and is looked up. */
  unknown: z.int(),
  pending: z.int(),
  /** What the sweep should have gone on with more than ten minutes ago. */
  stuck: z.int(),
  /** Mails that their customers perhaps did not get. */
  mails: z.int(),
  /** About how many events lie in dead-letter queues, at most a minute late. */
  deadLetters: z.int(),
});
