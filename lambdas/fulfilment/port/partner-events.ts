import * as z from 'zod/mini';
import type { Shipment } from '../../model/remedy';
import { isDeclineReason, type PartOutcome } from './part-outcome';
import type { PartUpdate } from './part-update';

/** Parts that other systems than the payment provider carry out. */
export const partnerKinds = ['credit', 'replacement', 'callback'] as const;

export type PartnerKind = (typeof partnerKinds)[number];

/** The event sources from which partners answer, where a deployment names no others. */
export const partnerSources: Readonly<Record<PartnerKind, string>> = {
  credit: 'partner.credits',
  replacement: 'partner.orders',
  callback: 'partner.callbacks',
};

/** What is asked of other systems on the bus, from the source `amends`. */
export const requestTypes = {
  credit: 'CreditRequested',
  replacement: 'ReplacementRequested',
  callback: 'CallbackRequested',
} as const;

/** What was asked for is not wanted any more. Whoever has not carried it out must not. */
export const withdrawalTypes = {
  credit: 'CreditWithdrawn',
  replacement: 'ReplacementWithdrawn',
  callback: 'CallbackWithdrawn',
} as const;

const text = z.string().check(z.minLength(1), z.maxLength(500));
const instant = z.iso.datetime({ offset: true });

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

export const callbackSchema = z.object({
  kind: z.literal('callback'),
  channel: text,
  deadlineSeconds: z.int().check(z.positive()),
  budgetMinor: z.optional(z.int()),
  currency: z.optional(text),
});

/** What a request for a part carries in its `detail`, version 1. It comes at least once; `key` tells a repetition. */
export const partRequestSchema = z.object({
  schemaVersion: z.literal(1),
  /** Carry it out once per key, however often it comes. */
  key: text,
  remedyId: text,
  partNumber: z.int(),
  customerId: text,
  failureType: text,
  orderId: text,
  part: z.discriminatedUnion('kind', [creditSchema, replacementSchema, callbackSchema]),
  /** By when the answer is expected. ISO 8601. */
  answerBy: z.optional(instant),
  /** To whom a replacement goes, where it is not the customer. */
  recipient: z.optional(z.object({ name: z.string(), address: z.string() })),
  /** The failure as it was published, with the contact that the ledger does not keep. */
  failure: z.optional(z.looseObject({})),
});

export type PartRequestEvent = z.infer<typeof partRequestSchema>;

/** What an answer says of which part. */
const responseShape = { schemaVersion: z.literal(1), remedyId: text, partNumber: z.int(), customerId: text };

const shipmentShape = {
  /** The order's or parcel's id with whoever sends it. */
  reference: text,
  arrivesBy: z.optional(instant),
  carrier: z.optional(text),
  trackingId: z.optional(text),
};

/** One of the words for a refusal. */
const reason = z.string().check(z.refine(isDeclineReason, { error: 'is no reason for a refusal' }));

/** What other systems answer on the bus, by detail-type. Each is version 1 of its contract. */
export const responseSchemas = {
  CreditIssued: z.object({ ...responseShape, reference: text }),
  CreditRefused: z.object({ ...responseShape, reason, reference: z.optional(text) }),
  ReplacementAccepted: z.object({ ...responseShape, ...shipmentShape }),
  ReplacementShipped: z.object({ ...responseShape, ...shipmentShape }),
  ReplacementRefused: z.object({ ...responseShape, reason, reference: z.optional(text) }),
  ReplacementReturned: z.object({ ...responseShape, reference: z.optional(text) }),
  CallbackCompleted: z.object({ ...responseShape, reference: text }),
  CallbackMissed: z.object({ ...responseShape, reason, reference: z.optional(text) }),
} as const;

export type ResponseType = keyof typeof responseSchemas;

export const responseTypes = Object.keys(responseSchemas) as readonly ResponseType[];

const kindOfResponse = {
  CreditIssued: 'credit',
  CreditRefused: 'credit',
  ReplacementAccepted: 'replacement',
  ReplacementShipped: 'replacement',
  ReplacementRefused: 'replacement',
  ReplacementReturned: 'replacement',
  CallbackCompleted: 'callback',
  CallbackMissed: 'callback',
} as const satisfies Record<ResponseType, PartUpdate['kind']>;

/** What is answered about one kind of part. */
export function responseTypesOf(kind: (typeof kindOfResponse)[ResponseType]): readonly ResponseType[] {
  return responseTypes.filter((type) => kindOfResponse[type] === kind);
}

interface Answer extends Shipment {
  readonly remedyId: string;
  readonly partNumber: number;
  readonly customerId: string;
  readonly reference?: string | undefined;
  readonly reason?: string | undefined;
}

/** The news in an answer that kept its contract. */
export function updateOfResponse(type: ResponseType, answer: Answer): PartUpdate {
  const { remedyId, partNumber, customerId } = answer;
  const news = { remedyId, partNumber, customerId, kind: kindOfResponse[type] };
  if (type === 'ReplacementReturned') return { ...news, returned: true };
  return { ...news, outcome: outcomeOfResponse(answer) };
}

function outcomeOfResponse({ reason, reference, arrivesBy, carrier, trackingId }: Answer): PartOutcome {
  if (reason !== undefined) {
    return { state: 'declined', reason: isDeclineReason(reason) ? reason : 'other', providerRef: reference };
  }
  const shipment = arrivesBy || carrier || trackingId ? { arrivesBy, carrier, trackingId } : undefined;
  return { state: 'succeeded', providerRef: reference ?? '', shipment };
}
