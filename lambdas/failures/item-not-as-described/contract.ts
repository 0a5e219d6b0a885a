import * as z from 'zod/mini';
import { businessIdSchema, failureContract, instantSchema, titleSchema } from '../definition/failure';

/** A merchant on our platform sold something as what it was not. */
export const itemNotAsDescribedSchema = failureContract({
  item: z.object({
    sku: businessIdSchema,
    title: titleSchema,
    describedAs: titleSchema.check(z.describe('In the words of the offer, such as: like new')),
    receivedAs: titleSchema.check(z.describe('What came, such as: worn, with notes in the margins')),
  }),
  merchant: z.object({
    id: businessIdSchema,
    contactedAt: instantSchema.check(z.describe('When the merchant was asked about it')),
    answeredAt: z.optional(instantSchema.check(z.describe('Left out as long as there is no answer'))),
  }),
});

export type ItemNotAsDescribedFailure = z.infer<typeof itemNotAsDescribedSchema>;
