import * as z from 'zod/mini';
import { idSchema } from '../../model/business-id';
import { entitledTo, type Shipment } from '../../model/remedy';
import { declineReasonOf, isDeclineReason, type PartOutcome } from './part-outcome';
import type { PartUpdate } from './part-update';

/** The kinds of parts that partners carry out, and not the payment provider. */
export const partnerKinds = ['credit', 'replacement', 'entitlement', 'callback'] as const;

export type PartnerKind = (typeof partnerKinds)[number];

/** The event sources of partners' responses, where a deployment names no others. */
export const partnerSources: Readonly<Record<PartnerKind, string>> = {
  credit: 'partner.credits',
  replacement: 'partner.orders',
  entitlement: 'partner.entitlements',
  callback: 'partner.callbacks',
};

/** The detail-types of requests to partners, from the source `amends`. */
export const partRequestTypes = {
  credit: 'CreditRequested',
  replacement: 'ReplacementRequested',
  entitlement: 'EntitlementRequested',
  callback: 'CallbackRequested',
} as const;

/** The detail-types of withdrawals: what was requested must not be carried out any more. */
export const partWithdrawalTypes = {
  credit: 'CreditWithdrawn',
  replacement: 'ReplacementWithdrawn',
  entitlement: 'EntitlementWithdrawn',
  callback: 'CallbackWithdrawn',
} as const;

const text = z.string().check(z.minLength(1), z.maxLength(500));
const instant = z.iso.datetime({ offset: true });
const id = idSchema();

export const creditSchema = z.object({
  kind: z.literal('credit'),
  amountMinor: z.int().check(z.positive()),
  currency: text,
  accountId: text,
  basis: z.enum(['price', 'goodwill', 'schedule']),
  expiresAt: z.optional(instant),
  lineId: z.optional(text),
});

export const replacementSchema = z.object({
  kind: z.literal('replacement'),
  lineId: text,
  sku: text,
  quantity: z.int().check(z.positive()),
  worthMinor: z.int().check(z.nonnegative()),
  currency: text,
  express: z.boolean(),
  neededBy: z.optional(instant),
  giftWrap: z.boolean(),
  returnLabel: z.boolean(),
  returnWithinDays: z.optional(z.int()),
  unreturned: z.optional(z.enum(['let-go', 'person'])),
  answerWithinSeconds: z.int().check(z.positive()),
});

const entitlementShape = {
  kind: z.literal('entitlement'),
  /** The right that the customer had. */
  entitlementId: text,
  /** What it is a right to. */
  to: z.enum(entitledTo),
  /** What of the price it gives back, in minor units. */
  worthMinor: z.int().check(z.nonnegative()),
  currency: text,
  lineId: z.optional(text),
  answerWithinSeconds: z.int().check(z.positive()),
};

/** An entitlement, by what is done with it, with further fields. */
export function entitlementSchema<More extends z.core.$ZodShape>(more: More) {
  return z.discriminatedUnion('action', [
    z.object({ ...entitlementShape, action: z.literal('restore'), ...more }),
    z.object({ ...entitlementShape, action: z.literal('extend'), period: z.iso.duration(), ...more }),
    z.object({ ...entitlementShape, action: z.literal('grant'), count: z.int().check(z.positive()), ...more }),
  ]);
}

export const callbackSchema = z.object({
  kind: z.literal('callback'),
  channel: text,
  deadlineSeconds: z.int().check(z.positive()),
  /** Nobody is called before. Missing where somebody may call at once. */
  notBefore: z.optional(z.iso.datetime()),
  budgetMinor: z.optional(z.int()),
  currency: z.optional(text),
});

/** The `detail` of a request for a part, version 1. It arrives at least once; a repetition has the same `key`. */
export const partRequestSchema = z.object({
  schemaVersion: z.literal(1),
  /** Carry it out once per key, however often it arrives. */
  key: text,
  remedyId: text,
  partNumber: z.int(),
  customerId: text,
  failureType: text,
  orderId: text,
  part: z.discriminatedUnion('kind', [creditSchema, replacementSchema, entitlementSchema({}), callbackSchema]),
  /** By when the answer is expected. ISO 8601. */
  answerBy: z.optional(instant),
  /** To whom a replacement is sent, where that is not the customer. */
  recipient: z.optional(z.object({ name: z.string(), address: z.string() })),
  /** The failure as it was published, with the contact that the ledger does not keep. */
  failure: z.optional(z.looseObject({})),
});

export type PartRequestEvent = z.infer<typeof partRequestSchema>;

/** Which part a response is about. */
const responseShape = { schemaVersion: z.literal(1), remedyId: id, partNumber: z.int(), customerId: id };

const shipmentShape = {
  /** The sender's id of the order or parcel. */
  reference: text,
  arrivesBy: z.optional(instant),
  carrier: z.optional(text),
  trackingId: z.optional(text),
};

/** One of the known reasons for a refusal. */
const reason = z.string().check(z.refine(isDeclineReason, { error: 'is not a known reason for a refusal' }));

/** The contracts of partners' responses on the bus, by detail-type. Each is version 1. */
export const partnerResponseSchemas = {
  CreditIssued: z.object({ ...responseShape, reference: text }),
  CreditRefused: z.object({ ...responseShape, reason, reference: z.optional(text) }),
  ReplacementAccepted: z.object({ ...responseShape, ...shipmentShape }),
  ReplacementShipped: z.object({ ...responseShape, ...shipmentShape }),
  ReplacementRefused: z.object({ ...responseShape, reason, reference: z.optional(text) }),
  ReplacementReturned: z.object({ ...responseShape, reference: z.optional(text) }),
  EntitlementGranted: z.object({ ...responseShape, reference: text, validUntil: z.optional(instant) }),
  EntitlementRefused: z.object({ ...responseShape, reason, reference: z.optional(text) }),
  CallbackAccepted: z.object({ ...responseShape, reference: text, callBy: instant }),
  CallbackCompleted: z.object({ ...responseShape, reference: text }),
  CallbackMissed: z.object({ ...responseShape, reason, reference: z.optional(text) }),
} as const;

export type PartnerResponseType = keyof typeof partnerResponseSchemas;

export const partnerResponseTypes = Object.keys(partnerResponseSchemas) as readonly PartnerResponseType[];

const kindOfResponse = {
  CreditIssued: 'credit',
  CreditRefused: 'credit',
  ReplacementAccepted: 'replacement',
  ReplacementShipped: 'replacement',
  ReplacementRefused: 'replacement',
  ReplacementReturned: 'replacement',
  EntitlementGranted: 'entitlement',
  EntitlementRefused: 'entitlement',
  CallbackAccepted: 'callback',
  CallbackCompleted: 'callback',
  CallbackMissed: 'callback',
} as const satisfies Record<PartnerResponseType, PartUpdate['kind']>;

/** The detail-types of responses about one kind of part. */
export function partnerResponseTypesOf(
  kind: (typeof kindOfResponse)[PartnerResponseType],
): readonly PartnerResponseType[] {
  return partnerResponseTypes.filter((type) => kindOfResponse[type] === kind);
}

interface PartnerResponse extends Shipment {
  readonly remedyId: string;
  readonly partNumber: number;
  readonly customerId: string;
  readonly reference?: string | undefined;
  readonly validUntil?: string | undefined;
  readonly callBy?: string | undefined;
  readonly reason?: string | undefined;
}

/** What a response that keeps its contract reports about its part. */
export function updateOfResponse(type: PartnerResponseType, response: PartnerResponse): PartUpdate {
  const { remedyId, partNumber, customerId } = response;
  const about = { remedyId, partNumber, customerId, kind: kindOfResponse[type] };
  if (type === 'ReplacementReturned') return { ...about, returned: true };
  return { ...about, outcome: outcomeOfResponse(response) };
}

function outcomeOfResponse(response: PartnerResponse): PartOutcome {
  const { reason, reference, arrivesBy, carrier, trackingId, validUntil, callBy } = response;
  if (callBy !== undefined) return { state: 'pending', providerRef: reference ?? '', answerBy: callBy, callBy };
  if (reason !== undefined) {
    return { state: 'declined', reason: declineReasonOf(reason), providerRef: reference };
  }
  const shipment = arrivesBy || carrier || trackingId ? { arrivesBy, carrier, trackingId } : undefined;
  return { state: 'succeeded', providerRef: reference ?? '', shipment, validUntil };
}
