import * as z from 'zod/mini';
import { declineReasons } from '../../fulfilment/port/part-outcome';
import {
  creditSchema,
  callbackSchema,
  entitlementSchema,
  replacementSchema,
} from '../../fulfilment/port/partner-events';
import { holdCauses } from '../../model/guards/hold-cause';
import { failureCauses } from '../../model/judging/failure-causes';
import { noticeTemplates, noticeTroubles } from '../../ledger/notice/notice';
import { awaitedEvents } from '../../model/decision';
import { paymentMethods } from '../../model/remedy';
import { recordedReasonSchema } from './reason-schema';

/** ISO 8601, in UTC. */
export const instant = z.iso.datetime();

export const moneySchema = z.object({ amountMinor: z.int(), currency: z.string() });

export const awaitsSchema = z.object({
  /** What is waited for, in plain words. */
  what: z.string(),
  until: instant,
  /** What follows if it has not come by then. */
  then: z.enum(['give', 'person']),
  /** What ends the wait before its time. */
  event: z.optional(z.enum(awaitedEvents)),
  /** The account that has to work again, by the name of its breaker. */
  account: z.optional(z.string()),
  /** Who has to answer. */
  from: z.optional(z.enum(['seller', 'customer'])),
});

export const approvalSchema = z.object({
  /** The verified identity of the person who approved. */
  actor: z.string(),
  /** Which person that is, where it is certain: approvals of one person count once. */
  person: z.optional(z.string()),
  at: instant,
  why: z.string(),
  /** Which verdict on its incident, where it was approved with that. */
  verdict: z.optional(z.int()),
});

/** How a share of the price was reckoned. */
const shareSchema = z.object({
  unit: z.enum(['seconds', 'films']),
  lost: z.number(),
  of: z.number(),
  /** It was raised to the least that is given back. */
  isLeast: z.optional(z.literal(true)),
});

/** A credit as it was decided. */
const decidedCreditSchema = z.extend(creditSchema, { share: z.optional(shareSchema) });

const refundSchema = z.object({
  kind: z.literal('refund'),
  amountMinor: z.int(),
  currency: z.string(),
  paymentId: z.string(),
  lineId: z.optional(z.string()),
  /** How it was paid, where the provider says so. */
  paidWith: z.optional(z.enum(paymentMethods)),
  share: z.optional(shareSchema),
  fallback: z.optional(decidedCreditSchema),
});

/** A payment that was only authorised, and is cancelled. */
const cancellationSchema = z.object({
  kind: z.literal('cancellation'),
  amountMinor: z.int(),
  currency: z.string(),
  paymentId: z.string(),
  lineId: z.optional(z.string()),
  /** What is given instead where the payment was captured meanwhile. */
  fallback: refundSchema,
});

/** What is given instead where it cannot be given in kind. */
const inKindFallback = { fallback: z.optional(z.discriminatedUnion('kind', [refundSchema, decidedCreditSchema])) };

const partSchema = z.discriminatedUnion('kind', [
  refundSchema,
  cancellationSchema,
  decidedCreditSchema,
  z.extend(replacementSchema, inKindFallback),
  entitlementSchema(inKindFallback),
  callbackSchema,
]);

const businessDays = z.int().check(z.nonnegative());

const partOutcomeSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('planned') }),
  z.object({
    state: z.literal('succeeded'),
    providerRef: z.string(),
    arrival: z.optional(z.object({ minBusinessDays: businessDays, maxBusinessDays: businessDays })),
    shipment: z.optional(
      z.object({
        arrivesBy: z.optional(z.string()),
        carrier: z.optional(z.string()),
        trackingId: z.optional(z.string()),
      }),
    ),
    /** Until when what was given digitally is the customer's. */
    validUntil: z.optional(z.string()),
  }),
  z.object({
    state: z.literal('pending'),
    providerRef: z.string(),
    answerBy: z.optional(z.string()),
    /** By when somebody calls who has accepted that. */
    callBy: z.optional(z.string()),
  }),
  z.object({
    state: z.literal('declined'),
    reason: z.enum(declineReasons),
    providerRef: z.optional(z.string()),
  }),
  z.object({ state: z.literal('unknown'), why: z.string(), providerRef: z.optional(z.string()) }),
]);

/** A part as it was decided, with what became of it. */
const partRecordSchema = z.object({
  part: partSchema,
  number: z.int(),
  /** The idempotency key at the provider or partner. */
  key: z.string(),
  keySince: z.optional(instant),
  /** The number of the part in whose place this one is given. */
  insteadOf: z.optional(z.int()),
  notBefore: z.optional(instant),
  overdueSince: z.optional(instant),
  returned: z.optional(z.object({ by: instant, state: z.enum(['expected', 'came', 'let-go', 'person']) })),
  withdrawal: z.optional(z.object({ actor: z.string(), at: instant })),
  /** That it failed, as a webhook says: whoever gave it is asked. */
  reported: z.optional(
    z.discriminatedUnion('state', [
      z.object({ state: z.literal('to-ask'), saidAt: instant, askAt: instant }),
      z.object({ state: z.literal('denied'), at: instant }),
    ]),
  ),
  /** That somebody accepted a call: by when, and since when that is known. */
  accepted: z.optional(z.object({ by: instant, at: instant })),
  outcome: partOutcomeSchema,
});

export const noticeStates = [
  'none',
  'held',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'suppressed',
  'unknown',
] as const;

/** What the words of a mail wait for, and who approved them. */
const heldWordsSchema = z.object({
  since: instant,
  deadline: instant,
  escalateAt: instant,
  escalations: z.int(),
  /** The incident with which they wait, for one approval of all of them. */
  incidentId: z.optional(z.string()),
  /** After the deadline a plain notice of what was given leaves in their place. */
  endsPlain: z.optional(z.boolean()),
  approval: z.optional(
    z.extend(approvalSchema, {
      /** Nobody wrote in time, and a plain notice leaves. */
      isPlain: z.optional(z.boolean()),
      /** The message that is mailed in place of the failure type's own text. Its text is with the envelope. */
      message: z.optional(z.object({ messageId: z.string(), actor: z.string() })),
    }),
  ),
});

/** One mail of a remedy. It holds no personal data. */
export const noticeSchema = z.object({
  remedyId: z.string(),
  customerId: z.string(),
  /** The failure type. */
  type: z.string(),
  template: z.enum(noticeTemplates),
  state: z.enum(noticeStates),
  /** When it came to that state. */
  at: instant,
  /** The version of the remedy record that the mail speaks of. */
  recordVersion: z.int(),
  /** The numbers of the parts that it says were given. Missing where it says nothing of that, or is an old one. */
  saidGiven: z.optional(z.array(z.int())),
  token: z.string(),
  /** The id that SES gave the mail, or a network the message in its place. */
  messageId: z.optional(z.string()),
  /** SHA-256 of the mail as it is kept since it left. Missing where mails are not kept. */
  keptHash: z.optional(z.string()),
  /** The network on which a message said it in the place of the mail. Missing where it is a mail. */
  by: z.optional(z.string()),
  /** A page said it before the mail left: when, and which one. Then the mail is a receipt. */
  seen: z.optional(z.object({ at: instant, by: z.string() })),
  /** The networks on which that was tried. */
  tried: z.optional(z.array(z.string())),
  /** It is night where the customer is, and a message waits until then. */
  waitsUntil: z.optional(instant),
  words: z.optional(heldWordsSchema),
  /** Why a person rejected its words. */
  rejectedAs: z.optional(recordedReasonSchema),
  /** Why the customer perhaps did not get it. Missing where nobody has to look. */
  trouble: z.optional(z.enum(noticeTroubles)),
  /** A person wants it sent once more, and it has not left yet. */
  resend: z.optional(
    z.extend(approvalSchema, {
      /** To another address than before. */
      corrected: z.boolean(),
      from: z.enum(noticeStates),
      trouble: z.optional(z.enum(noticeTroubles)),
    }),
  ),
  /** When it is in doubt if nobody reports its delivery before, or has to be looked at. */
  /** A mail that is wanted later, if nothing speaks against it by then. */
  planned: z.optional(
    z.object({
      from: z.optional(instant),
      until: instant,
      incidentId: z.optional(z.string()),
      amounts: z.array(z.object({ amountMinor: z.int(), currency: z.string() })),
      mended: z.optional(z.object({ cause: z.enum(failureCauses), fixedAt: instant })),
    }),
  ),
  dueAt: z.optional(instant),
  version: z.int(),
  /** The last lines of what became of it. */
  history: z.array(z.object({ at: instant, state: z.enum(noticeStates), why: z.string() })),
});

export const remedyStateSchema = z.enum([
  'held',
  'approved',
  'rejected',
  'executing',
  'issued',
  'pending',
  'declined',
  'unknown',
  'late-failed',
  'fallback',
  'needs-attention',
]);

/** What stopped it or keeps it back, where it is no doubt of the decision itself. */
const holdCauseSchema = z.enum(holdCauses);

const holdSchema = z.object({
  cause: z.optional(holdCauseSchema),
  /** The cause in words. */
  why: z.optional(z.string()),
  deadline: instant,
  escalateAt: instant,
  escalations: z.int(),
  approvalsNeeded: z.int(),
  approvals: z.array(approvalSchema),
  /** The message of the verdict that won. Its text is with the envelope. */
  message: z.optional(z.object({ messageId: z.string(), actor: z.string() })),
  /** Held because of its incident alone: one decision on the incident releases it. */
  withIncident: z.boolean(),
  awaits: z.optional(awaitsSchema),
  /** When the customer is told that it waits, if it waits until then. */
  announceAt: z.optional(instant),
  /** The seller was waited for, and is not any more. */
  waitOver: z.optional(z.object({ how: z.enum(['silent', 'answered', 'nothing-owed']), asOf: z.int() })),
  /** For how long its clock stands still because somebody was asked, in ms, and the most that it may. */
  stopped: z.optional(z.object({ ms: z.int(), mostMs: z.int(), from: z.optional(instant) })),
  /** Whom people asked for more, the oldest first. */
  asked: z.optional(
    z.array(
      z.object({
        inquiryId: z.string(),
        /** The source that is asked: the one that published the failure. */
        of: z.string(),
        actor: z.string(),
        at: instant,
        /** By when the answer is of use. */
        by: instant,
        /** Missing where nobody knows whether the question was sent. */
        isSent: z.optional(z.boolean()),
        answeredAt: z.optional(instant),
      }),
    ),
  ),
});

const historyLineSchema = z.object({
  version: z.int(),
  at: instant,
  state: remedyStateSchema,
  why: z.string(),
});

/** What of a purchase a remedy makes good. */
const coveredSchema = z.object({
  /** In business ids, such as `shipping`. */
  what: z.string(),
  /** From when until when, where it is about time. */
  from: z.optional(z.string()),
  until: z.optional(z.string()),
});

/** The permanent record of one remedy. It holds no personal data. */
export const remedyRecordSchema = z.object({
  remedyId: z.string(),
  customerId: z.string(),
  /** The failure type. */
  type: z.string(),
  subject: z.string(),
  occurrence: z.string(),
  evidence: z.enum(['detected', 'reported']),
  /** Which system published the failure. */
  source: z.optional(z.string()),
  incidentId: z.optional(z.string()),
  orderId: z.string(),
  lineId: z.optional(z.string()),
  paymentId: z.string(),
  /** What was paid for the line, or for the whole order. */
  paid: moneySchema,
  /** What of the purchase it makes good. */
  covers: z.optional(z.array(coveredSchema)),
  state: remedyStateSchema,
  parts: z.array(partRecordSchema),
  reasons: z.array(z.string()),
  policyVersion: z.string(),
  hold: z.optional(holdSchema),
  /** Why a person rejected it. */
  rejectedAs: z.optional(recordedReasonSchema),
  owed: z.optional(
    z.object({
      by: instant,
      escalations: z.int(),
      /** The time stands still while somebody who was asked has not answered, as its schedule says. */
      stops: z.optional(z.boolean()),
      stoppedMs: z.optional(z.int()),
    }),
  ),
  recovery: z.optional(
    z.object({
      bearer: z.enum(['platform', 'merchant', 'carrier']),
      partyId: z.optional(z.string()),
      amountMinor: z.int(),
      currency: z.string(),
      why: z.string(),
    }),
  ),
  /** True where the apology waits until a person has approved its words. */
  wordsWait: z.optional(z.boolean()),
  /** Which failure of its customer it is within these days. */
  repeat: z.optional(z.object({ count: z.int(), days: z.int(), ownerHours: z.optional(z.int()) })),
  /** How often its customer was told that it takes longer. */
  announced: z.optional(z.int()),
  /** What the payment does not cover. It is held as a remedy of its own. */
  uncovered: z.optional(
    z.object({ parts: z.array(partSchema), reasons: z.array(z.string()), owedBy: z.optional(instant) }),
  ),
  /** The attempt that is carrying it out. */
  execution: z.optional(z.object({ token: z.string(), leaseUntil: instant })),
  /** A person sends it on its way again, and nobody has begun yet. */
  retry: z.optional(approvalSchema),
  /** Who sent it on its way again last. They approve it no more. */
  askedBy: z.optional(z.object({ actor: z.string(), person: z.optional(z.string()) })),
  retriedBy: z.optional(z.object({ actor: z.string(), person: z.optional(z.string()) })),
  /** How often the sweep looked since it came to its state. */
  pollCount: z.int(),
  /** True where its outcome is not on the bus yet. */
  unpublished: z.optional(z.boolean()),
  /** True where what it gave is not counted yet as its state says. */
  unsettled: z.optional(z.boolean()),
  occurredAt: z.string(),
  detectedAt: z.string(),
  committedAt: z.string(),
  recordedBy: z.string(),
  writtenBy: z.optional(z.string()),
  /** When the sweep looks at it next. */
  dueAt: z.optional(instant),
  version: z.int(),
  history: z.array(historyLineSchema),
});
