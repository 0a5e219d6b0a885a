import * as z from 'zod/mini';
import { businessIdSchema, failureContract } from '../definition/failure';

/** A customer asks to be called. The number that they gave stands with them, in the place of the one that is known. */
export const callRequestedSchema = failureContract({
  call: z.object({
    requestId: businessIdSchema.check(z.describe('The same wish that is sent twice is one call')),
  }),
});

export type RequestedCall = z.infer<typeof callRequestedSchema>;
