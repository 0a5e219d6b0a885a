import * as z from 'zod/mini';
import { declineReasons } from '../fulfilment/port/part-outcome';
import type { PartUpdate } from '../fulfilment/port/part-update';
import { partnerKinds } from '../fulfilment/port/partner-events';
import { disputeEnds, paymentMarkKinds, type MarkedPayment } from '../ledger/payment/payment-marks';
import { mostPaymentIds, type WebhookScope } from '../fulfilment/port/webhook-event';

const text = z.string();
const optionalText = z.optional(text);

const outcomeSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('succeeded'),
    providerRef: text,
    arrival: z.optional(z.strictObject({ minBusinessDays: z.number(), maxBusinessDays: z.number() })),
    shipment: z.optional(z.strictObject({ arrivesBy: optionalText, carrier: optionalText, trackingId: optionalText })),
    validUntil: optionalText,
  }),
  z.strictObject({ state: z.literal('pending'), providerRef: text, answerBy: optionalText }),
  z.strictObject({ state: z.literal('declined'), reason: z.enum(declineReasons), providerRef: optionalText }),
  z.strictObject({ state: z.literal('unknown'), why: text, providerRef: optionalText }),
]);

/** What is taken out of the queue of payments of what banks say. */
export const paymentMarkSchema: z.ZodMiniType<MarkedPayment> = z.strictObject({
  paymentIds: z.array(text).check(z.minLength(1), z.maxLength(mostPaymentIds)),
  mark: z.strictObject({
    id: text,
    kind: z.enum(paymentMarkKinds),
    isOpen: z.boolean(),
    ended: z.optional(z.enum(disputeEnds)),
    at: z.iso.datetime(),
  }),
});

const anyUpdate = { remedyId: text, partNumber: z.int(), customerId: text };

/**
 * What is taken out of the queue of one scope: a refund has money in it; a part of a partner is of a kind that partners
 * carry out. So whoever may report about parts cannot say that money was refunded, also if the function that listens to
 * them does not do what it should.
 */
export const receivedSchemas = {
  payments: z.strictObject({
    ...anyUpdate,
    outcome: outcomeSchema,
    amountMinor: z.int(),
    currency: text,
    paymentIds: z.optional(z.array(text)),
  }),
  parts: z.strictObject({
    ...anyUpdate,
    kind: z.enum(partnerKinds),
    outcome: z.optional(outcomeSchema),
    returned: z.optional(z.literal(true)),
  }),
} satisfies Readonly<Record<WebhookScope, z.ZodMiniType<PartUpdate>>>;
