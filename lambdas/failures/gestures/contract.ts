import * as z from 'zod/mini';
import { entitledTo } from '../../model/remedy';
import { gestureKinds, gestureRoles } from '../../model/judging/gesture';
import { amountMinorSchema, businessIdSchema, failureContract, titleSchema } from '../definition/failure';

const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(500));

/** Somebody of the company gives a customer something, though nothing failed that a type of its own would name. */
export const goodwillGivenSchema = failureContract({
  gesture: z
    .object({
      gestureId: businessIdSchema.check(z.describe('The same one that is sent twice is one gesture')),
      gives: z.enum(gestureKinds),
      amountMinor: z.optional(
        amountMinorSchema.check(
          z.positive(),
          z.describe('Of a refund or a credit: what is asked for. The policy decides how much is given'),
        ),
      ),
      code: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/), z.describe('The reason, out of the list of the stage')),
      why: z.optional(
        text.check(
          z.describe('The reason in words, for people to read. It stands in no mail, and never in the ledger'),
        ),
      ),
      by: z
        .object({ actor: text, person: z.optional(text) })
        .check(z.describe('The verified identity of who gives it, who cannot approve it')),
      role: z.enum(gestureRoles).check(z.describe('Whose budget it is out of')),
      regarding: z.optional(businessIdSchema.check(z.describe('The remedy about which they wrote or spoke'))),
      item: z.optional(
        z
          .object({ sku: businessIdSchema, title: titleSchema, quantity: z.int().check(z.positive(), z.lte(1000)) })
          .check(z.describe('Of a replacement: what is sent once more')),
      ),
      entitlement: z.optional(
        z
          .object({ entitlementId: businessIdSchema, to: z.enum(entitledTo) })
          .check(z.describe('Of an entitlement: of what the customer gets another one')),
      ),
    })
    .check(z.refine((gesture) => isWhole(gesture), { error: 'lacks what is given', path: ['gives'] })),
});

export type GivenGoodwill = z.infer<typeof goodwillGivenSchema>;

interface Lacking {
  readonly gives: (typeof gestureKinds)[number];
  readonly amountMinor?: number | undefined;
  readonly item?: object | undefined;
  readonly entitlement?: object | undefined;
}

function isWhole({ gives, amountMinor, item, entitlement }: Lacking): boolean {
  switch (gives) {
    case 'refund':
    case 'credit':
      return amountMinor !== undefined;
    case 'replacement':
      return item !== undefined;
    case 'entitlement':
      return entitlement !== undefined;
    case 'callback':
      return true;
  }
}
