import * as z from 'zod/mini';
import { businessIdSchema, failureContract, instantSchema, titleSchema } from '../definition/failure';
import { piecesAgree, piecesShape } from '../shared/affected';

/** A merchant on our platform sold something that did not match its description. */
export const itemNotAsDescribedSchema = failureContract({
  item: z
    .object({
      sku: businessIdSchema,
      title: titleSchema,
      describedAs: titleSchema.check(z.describe('As the offer says, such as: like new')),
      receivedAs: titleSchema.check(z.describe('What arrived, such as: worn, with notes in the margins')),
      ...piecesShape,
    })
    .check(piecesAgree),
  merchant: z.object({
    id: businessIdSchema,
    contactedAt: instantSchema.check(z.describe('When the merchant was asked')),
    contactedBy: z.optional(
      z.enum(['customer', 'platform']).check(z.describe('Who asked the merchant. The platform where it is missing')),
    ),
    answeredAt: z.optional(instantSchema.check(z.describe('Missing as long as there is no answer'))),
  }),
});

export type ItemNotAsDescribedFailure = z.infer<typeof itemNotAsDescribedSchema>;
