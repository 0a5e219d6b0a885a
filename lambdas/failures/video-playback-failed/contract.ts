import * as z from 'zod/mini';
import { businessIdSchema, failureContract, titleSchema } from '../definition/failure';

/** A rented film stopped loading while it was watched. */
export const videoPlaybackFailedSchema = failureContract({
  playback: z.object({
    rentalId: businessIdSchema,
    title: titleSchema,
    stalledSeconds: z.number().check(z.nonnegative(), z.describe('How long the film stalled, all stalls together')),
    durationSeconds: z.number().check(z.positive(), z.describe('The length of the film')),
    errorCode: z.optional(z.string().check(z.maxLength(100))),
  }),
});

export type VideoPlaybackFailure = z.infer<typeof videoPlaybackFailedSchema>;
