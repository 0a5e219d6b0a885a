import * as z from 'zod/mini';

/** Why something was rejected, as it was recorded: the label of a code is the one that it had then. */
export const recordedReasonSchema = z.object({ code: z.string(), label: z.string() });

/** A reason for which people reject. */
export const reasonCodeSchema = z.extend(recordedReasonSchema, {
  /** It is not offered any more. */
  isRetired: z.optional(z.boolean()),
});
