import * as z from 'zod/mini';

/** What a list says of all of it, whichever page is shown. */
export const countsShape = {
  /** How many there are in all. */
  total: z.int(),
  /** How many in each state, whatever state is asked for, or with each trouble; of those that were read. */
  counts: z.record(z.string(), z.int()),
  /** Since when the first of them all waits. */
  oldest: z.optional(z.string()),
};
