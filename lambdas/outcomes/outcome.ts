import * as z from 'zod/mini';
import { followUpTemplates } from '../ledger/notice/notice';
import { awaitedEvents } from '../model/decision';
import { entitledTo } from '../model/remedy';

/** The source of every event that Amends publishes. */
export const outcomeSource = 'amends';

/**
 * The detail-types of the events that say how a remedy ended, or what it waits for. Like all events on a bus they
 * arrive at least once; a repetition has the same `remedyId` and `recordVersion`.
 */
export const outcomeTypes = {
  issued: 'RemedyIssued',
  pending: 'RemedyPending',
  declined: 'RemedyDeclined',
  unknown: 'RemedyUnknown',
  held: 'RemedyHeld',
  'late-failed': 'RemedyLateFailed',
  rejected: 'RemedyRejected',
  'needs-attention': 'RemedyNeedsAttention',
  none: 'RemedyNotOwed',
  shadowed: 'RemedyShadowed',
} as const;

export type OutcomeState = keyof typeof outcomeTypes;

const amountMinor = z.int().check(z.nonnegative());

/** What became of a part, whatever it is. */
const outcomePartShape = {
  number: z.int(),
  state: z.enum(['planned', 'succeeded', 'pending', 'declined', 'unknown']),
  providerRef: z.optional(z.string()),
  /** Why it will not be given, where it was `declined`. */
  reason: z.optional(z.string()),
  /** The number of the part in whose place it is given. */
  insteadOf: z.optional(z.int()),
};

const outcomePartSchema = z.discriminatedUnion('kind', [
  z.object({
    ...outcomePartShape,
    kind: z.literal('refund'),
    amountMinor,
    currency: z.string(),
    paymentId: z.string(),
    lineId: z.optional(z.string()),
    arrival: z.optional(z.object({ minBusinessDays: z.int(), maxBusinessDays: z.int() })),
  }),
  /** A payment that was only authorised, and was cancelled: nothing was taken, so no money goes back. */
  z.object({
    ...outcomePartShape,
    kind: z.literal('cancellation'),
    amountMinor,
    currency: z.string(),
    paymentId: z.string(),
    lineId: z.optional(z.string()),
  }),
  z.object({
    ...outcomePartShape,
    kind: z.literal('credit'),
    amountMinor,
    currency: z.string(),
    accountId: z.string(),
    basis: z.enum(['price', 'goodwill', 'schedule']),
    expiresAt: z.optional(z.string()),
  }),
  z.object({
    ...outcomePartShape,
    kind: z.literal('replacement'),
    lineId: z.string(),
    sku: z.string(),
    quantity: z.int(),
    worthMinor: amountMinor,
    currency: z.string(),
    shipment: z.optional(
      z.object({
        arrivesBy: z.optional(z.string()),
        carrier: z.optional(z.string()),
        trackingId: z.optional(z.string()),
      }),
    ),
  }),
  z.object({
    ...outcomePartShape,
    kind: z.literal('entitlement'),
    action: z.enum(['restore', 'extend', 'grant']),
    entitlementId: z.string(),
    to: z.enum(entitledTo),
    /** How much longer it runs, where it is extended. An ISO 8601 duration. */
    period: z.optional(z.string()),
    /** How many were granted. */
    count: z.optional(z.int()),
    worthMinor: amountMinor,
    currency: z.string(),
    /** Until when it is the customer's, where whoever gave it says so. ISO 8601. */
    validUntil: z.optional(z.string()),
  }),
  z.object({
    ...outcomePartShape,
    kind: z.literal('callback'),
    channel: z.string(),
    deadlineSeconds: z.int(),
    budgetMinor: z.optional(amountMinor),
    currency: z.optional(z.string()),
  }),
]);

/** What became of one part, as it is published. */
export type OutcomePart = z.infer<typeof outcomePartSchema>;

/** Who bears what a remedy costs. */
const recoverySchema = z.object({
  bearer: z.enum(['platform', 'merchant', 'carrier']),
  partyId: z.optional(z.string()),
  amountMinor,
  currency: z.string(),
  why: z.string(),
});

/**
 * The detail-type of the event that tells finance who bears the loss. It follows every issued remedy that has a
 * recovery.
 */
export const recoveryType = 'RecoveryRecorded';

/** What a recovery event carries in its `detail`, version 1. */
export const recoveryEventSchema = z.object({
  schemaVersion: z.literal(1),
  remedyId: z.string(),
  customerId: z.string(),
  recordVersion: z.int(),
  failureType: z.string(),
  recovery: recoverySchema,
});

export type RecoveryEvent = z.infer<typeof recoveryEventSchema>;

/** What an outcome event carries in its `detail`, version 1. */
export const outcomeSchema = z.object({
  schemaVersion: z.literal(1),
  remedyId: z.string(),
  /** Missing where nothing was recorded. */
  customerId: z.optional(z.string()),
  /** 0 where nothing was promised, and so nothing was recorded. */
  recordVersion: z.int(),
  failureType: z.string(),
  state: z.enum([
    'issued',
    'pending',
    'declined',
    'unknown',
    'held',
    'late-failed',
    'rejected',
    'needs-attention',
    'none',
    'shadowed',
  ]),
  /** It says nothing new: a mail about what was published before is wanted. Who keeps account may pass over it. */
  isForMail: z.optional(z.literal(true)),
  /** Which mail after that is wanted, if nothing speaks against it: with `isForMail`. */
  followUp: z.optional(z.enum(followUpTemplates)),
  /** How often the customer was told that it takes longer. With it, a mail that says so is wanted. */
  announced: z.optional(z.int()),
  reasons: z.array(z.string()),
  /** The reason code for which a person rejected it, or what was left of it, with its label of that moment. */
  rejectedAs: z.optional(z.object({ code: z.string(), label: z.string() })),
  parts: z.array(outcomePartSchema),
  detectedAt: z.string(),
  /**
   * By which policy with which options it was decided: `VideoPlaybackFailed/2-1f0c33aa`. Missing in events of before
   * this was told.
   */
  policyVersion: z.optional(z.string()),
  /** Which system published the failure, where that is known. */
  source: z.optional(z.string()),
  /** Until when it is owed, where a schedule or a promise says so. ISO 8601. */
  owedBy: z.optional(z.string()),
  /** What is waited for before anything is given. */
  awaits: z.optional(
    z.object({
      what: z.string(),
      until: z.string(),
      then: z.enum(['give', 'person']),
      event: z.optional(z.enum(awaitedEvents)),
      /** The account that has to work again. */
      account: z.optional(z.string()),
      /** Who has to answer. */
      from: z.optional(z.enum(['seller', 'customer'])),
    }),
  ),
  recovery: z.optional(recoverySchema),
  /** The failure as it was published, with the contact that the ledger does not keep. Missing once it was erased. */
  failure: z.optional(z.looseObject({})),
});

export type Outcome = z.infer<typeof outcomeSchema>;

/** Publishes how a remedy stands to the rest of the company. */
export interface OutcomePublisher {
  /** @throws where the bus did not accept the event, so that the failure is delivered again and the outcome with it */
  publish(outcome: Outcome): Promise<void>;
}
