import * as z from 'zod/mini';
import { idSchema } from '../../model/business-id';
import { isCurrency } from '../../model/money';
import { customerSchema } from './customer';
import { failureCauses } from '../../model/judging/failure-causes';

/** An id of the company's own systems. */
export const businessIdSchema = idSchema();

/** A text that a customer reads: a title, a place, a note. */
export const titleSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(300));

/** An amount in whole minor units of the purchase's currency. */
export const amountMinorSchema = z.int().check(z.nonnegative());

const currencySchema = z
  .string()
  .check(
    z.regex(/^[A-Z]{3}$/, { error: 'is not an ISO 4217 code in upper case such as EUR', abort: true }),
    z.refine(isCurrency, { error: 'is not an ISO 4217 currency with a minor unit' }),
    z.describe('ISO 4217 alphabetic code'),
  );

/** ISO 8601 with an offset. */
export const instantSchema = z.iso.datetime({ offset: true });

/**
 * What every failure event carries in its `detail`. A failure type adds fields of its own ({@link failureContract}).
 * Fields that the contract does not name are dropped without an error.
 */
const failureShape = {
  occurredAt: instantSchema.check(z.describe('When the failure happened, not when it was noticed')),
  evidence: z
    .enum(['detected', 'reported'])
    .check(z.describe('detected: a machine saw it; reported: the customer or an agent said so')),
  proof: z.optional(
    z
      .array(businessIdSchema)
      .check(z.maxLength(20), z.describe('References to photos, scans or documents that are stored elsewhere')),
  ),
  comment: z.optional(
    z
      .string()
      .check(
        z.trim(),
        z.minLength(1),
        z.maxLength(1_000),
        z.describe(
          'What the customer said of it in their own words, for people to read. It stands in no mail, and never in the ledger',
        ),
      ),
  ),
  brand: z.optional(
    businessIdSchema.check(
      z.describe('Whose customer it is, where a company has several brands: mails come from it and look like it'),
    ),
  ),
  cause: z.optional(
    z
      .enum(failureCauses)
      .check(z.describe('What was behind it, where that is known for certain: the mail says so in a sentence')),
  ),
  incidentId: z.optional(businessIdSchema.check(z.describe('One cause behind many failures'))),
  customer: customerSchema,
  purchase: z.object({
    orderId: businessIdSchema,
    lineId: z.optional(businessIdSchema.check(z.describe('Missing where the failure is about the whole order'))),
    paymentId: businessIdSchema.check(z.describe("The payment provider's id of the charge or payment intent")),
    amountMinor: z
      .int()
      .check(
        z.nonnegative(),
        z.describe('What the customer paid for the line, or for the whole order, in minor units'),
      ),
    currency: currencySchema,
    purchasedAt: instantSchema,
    subscription: z.optional(
      z.object({ periodStart: instantSchema, periodEnd: instantSchema }).check(
        z.refine(({ periodStart, periodEnd }) => Date.parse(periodEnd) > Date.parse(periodStart), {
          error: 'must be after periodStart',
          path: ['periodEnd'],
        }),
        z.describe('Where the purchase is a period of a subscription: then amountMinor was paid for all of the period'),
      ),
    ),
  }),
};

/** The fields that all failure types share. */
export type Failure = z.infer<z.ZodMiniObject<typeof failureShape & { schemaVersion: z.ZodMiniNumber }>>;

/** The whole contract of one failure type: the shared fields and its own. */
export function failureContract<Own extends z.core.$ZodShape, const Version extends number = 1>(
  own: Own,
  schemaVersion: Version = 1 as Version,
) {
  return z.object({ schemaVersion: z.literal(schemaVersion), ...failureShape, ...own });
}
