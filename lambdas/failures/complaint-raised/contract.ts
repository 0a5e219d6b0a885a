import * as z from 'zod/mini';
import { businessIdSchema, failureContract } from '../definition/failure';

/** A customer complained in public, where silence or a form letter would be a second failure. */
export const complaintRaisedSchema = failureContract({
  complaint: z.object({
    channel: businessIdSchema.check(z.describe('The network where the complaint was posted, and where it is answered')),
    postId: businessIdSchema.check(z.describe("The network's id of the post")),
    handle: businessIdSchema.check(z.describe('The author on that network')),
    text: z.string().check(z.minLength(1), z.maxLength(10_000)),
    url: z.optional(z.url({ protocol: /^https?$/ }).check(z.maxLength(2_000))),
  }),
});

export type RaisedComplaint = z.infer<typeof complaintRaisedSchema>;
