import * as z from 'zod/mini';
import { businessIdSchema, failureContract, titleSchema } from '../definition/failure';
import { piecesAgree, piecesShape } from '../shared/affected';

/** A purchased item is broken, whoever broke it. */
export const itemDamagedSchema = failureContract({
  item: z
    .object({
      sku: businessIdSchema,
      title: titleSchema,
      inStock: z.boolean().check(z.describe('Whether a new one can be sent, or as many as failed')),
      ...piecesShape,
    })
    .check(piecesAgree),
  damage: z.object({
    cause: z
      .enum(['transit', 'defect', 'customer'])
      .check(z.describe('transit: on the way; defect: by itself; customer: the customer broke it')),
    note: z.optional(
      titleSchema.check(z.describe('What happened, for people to read. It is never stored in the ledger')),
    ),
  }),
});

export type ItemDamagedFailure = z.infer<typeof itemDamagedSchema>;
