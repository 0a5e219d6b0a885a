import * as z from 'zod/mini';
import { businessIdSchema, failureContract, titleSchema } from '../definition/failure';

/** Something that was bought is broken, whoever broke it. */
export const itemDamagedSchema = failureContract({
  item: z.object({
    sku: businessIdSchema,
    title: titleSchema,
    inStock: z.boolean().check(z.describe('Whether a new one can be sent')),
  }),
  damage: z.object({
    cause: z
      .enum(['transit', 'defect', 'customer'])
      .check(z.describe('On the way, by itself, or in the hands of the customer')),
    note: z.optional(titleSchema.check(z.describe('What happened, for people. It never enters the ledger'))),
  }),
});

export type ItemDamagedFailure = z.infer<typeof itemDamagedSchema>;
