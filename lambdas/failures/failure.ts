import * as z from 'zod/mini';
import { isCurrency } from '../model/money';

const businessIdSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));

const localeSchema = z
  .string()
  .check(
    z.refine(isLocale, { error: 'is not a BCP 47 language tag such as en-GB' }),
    z.describe('BCP 47 language tag such as en-GB'),
  );

const timeZoneSchema = z
  .string()
  .check(
    z.refine(isTimeZone, { error: 'is not an IANA time zone such as Europe/London' }),
    z.describe('IANA time zone such as Europe/London'),
  );

const currencySchema = z
  .string()
  .check(
    z.regex(/^[A-Z]{3}$/, { error: 'is not an ISO 4217 code in upper case such as EUR', abort: true }),
    z.refine(isCurrency, { error: 'is not an ISO 4217 currency with a minor unit' }),
    z.describe('ISO 4217 alphabetic code'),
  );

const instantSchema = z.iso.datetime({ offset: true });

/**
 * What every failure event carries in its `detail`, version 1. A failure type adds a part of its own beside it
 * ({@link failureContract}). Fields that the contract does not name are kept out; they are no error.
 */
export const failureShape = {
  schemaVersion: z.literal(1),
  occurredAt: instantSchema.check(z.describe('When the promise was broken, not when it was noticed')),
  evidence: z
    .enum(['detected', 'reported'])
    .check(z.describe('detected: a machine saw it; reported: the customer or an agent said so')),
  incidentId: z.optional(businessIdSchema.check(z.describe('One cause behind many failures'))),
  customer: z.object({
    id: businessIdSchema,
    name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
    email: z.email().check(z.maxLength(254)),
    locale: localeSchema,
    timeZone: z.optional(timeZoneSchema),
  }),
  purchase: z.object({
    orderId: businessIdSchema,
    lineId: businessIdSchema,
    paymentId: businessIdSchema.check(z.describe("The payment provider's id of the charge or payment intent")),
    amountMinor: z
      .int()
      .check(z.nonnegative(), z.describe('What the customer paid for the line, in minor units of the currency')),
    currency: currencySchema,
    purchasedAt: instantSchema,
  }),
};

/** The part of a failure that all failure types share. */
export type Failure = z.infer<z.ZodMiniObject<typeof failureShape>>;

/** The whole contract of one failure type: the shared part and its own. */
export function failureContract<Own extends z.core.$ZodShape>(own: Own) {
  return z.object({ ...failureShape, ...own });
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
