import * as z from 'zod/mini';
import { businessIdSchema, failureContract, instantSchema, titleSchema } from '../definition/failure';

/** Something a customer had paid for was removed from their devices: a book, a film, a game. */
export const contentWithdrawnSchema = failureContract({
  content: z.object({
    entitlementId: businessIdSchema.check(z.describe("The customer's right to this one title")),
    title: titleSchema,
    withdrawnAt: instantSchema,
  }),
});

export type ContentWithdrawal = z.infer<typeof contentWithdrawnSchema>;
