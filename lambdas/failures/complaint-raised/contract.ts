import * as z from 'zod/mini';
import { businessIdSchema, failureContract } from '../definition/failure';

/** Somebody complained in public, where silence or a form letter would be the second failure. */
export const complaintRaisedSchema = failureContract({
  complaint: z.object({
    channel: businessIdSchema.check(z.describe('Where it was said, and where it is answered: the name of the network')),
    postId: businessIdSchema.check(z.describe("The network's id of what was said")),
    handle: businessIdSchema.check(z.describe('Who said it, on that network')),
    text: z.string().check(z.minLength(1), z.maxLength(10_000)),
    url: z.optional(z.url({ protocol: /^https?$/ }).check(z.maxLength(2_000))),
  }),
});

export type RaisedComplaint = z.infer<typeof complaintRaisedSchema>;
