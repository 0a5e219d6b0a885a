import * as z from 'zod/mini';

/** The source of every event that is published here. */
export const outcomeSource = 'amends';

/**
 * The detail-types of the events that tell how a remedy ended, or for what it waits. Like everything on a bus they arrive
 * at least once; `remedyId` and `entryVersion` tell a repetition from news.
 */
export const outcomeTypes = {
  paid: 'RemedyIssued',
  pending: 'RemedyPending',
  declined: 'RemedyDeclined',
  unknown: 'RemedyUnknown',
  held: 'RemedyHeld',
  'late-failed': 'RemedyLateFailed',
  rejected: 'RemedyRejected',
  manual: 'RemedyManual',
  none: 'RemedyNotOwed',
  shadowed: 'RemedyShadowed',
} as const;

export type OutcomeState = keyof typeof outcomeTypes;

const outcomePartSchema = z.object({
  number: z.int(),
  kind: z.literal('refund'),
  amountMinor: z.int().check(z.nonnegative()),
  currency: z.string(),
  paymentId: z.string(),
  state: z.enum(['planned', 'paid', 'pending', 'declined', 'unknown']),
  providerRef: z.optional(z.string()),
  arrival: z.optional(z.object({ minBusinessDays: z.int(), maxBusinessDays: z.int() })),
});

/** What an outcome event carries in its `detail`, version 1. */
export const outcomeSchema = z.object({
  schemaVersion: z.literal(1),
  remedyId: z.string(),
  /** Missing where nothing was recorded. */
  customerId: z.optional(z.string()),
  /** 0 where nothing was promised and so nothing was recorded. */
  entryVersion: z.int(),
  failureType: z.string(),
  state: z.enum([
    'paid',
    'pending',
    'declined',
    'unknown',
    'held',
    'late-failed',
    'rejected',
    'manual',
    'none',
    'shadowed',
  ]),
  reasons: z.array(z.string()),
  parts: z.array(outcomePartSchema),
  detectedAt: z.string(),
  /** The failure as it was published, with the contact that the ledger does not keep. Missing once it was erased. */
  failure: z.optional(z.looseObject({})),
});

export type Outcome = z.infer<typeof outcomeSchema>;

/** Tells the rest of the company how a remedy stands. */
export interface OutcomePublisher {
  /** @throws when the bus did not take the event, so that the failure is delivered again and the outcome with it */
  publish(outcome: Outcome): Promise<void>;
}
