import * as z from 'zod/mini';
import { messageToAllShape } from '../../email/incident-previews';
import { recordedReasonSchema } from './reason-schema';
import { approvalSchema, instant, moneySchema } from './remedy-record-schema';

/** How much waits: how many remedies, and one sum for each currency. */
export const cohortSchema = z.object({
  remedies: z.int(),
  amounts: z.array(moneySchema),
  /** How many mails about what was given wait for an approval of their words. */
  words: z.optional(z.int()),
});

const incidentVerdictSchema = z.object({
  number: z.int(),
  verdict: z.enum(['approved', 'rejected']),
  /** The verified identity of the person who decided, of several the last. */
  actor: z.string(),
  why: z.string(),
  /** The reason code, where it was rejected. */
  rejectedAs: z.optional(recordedReasonSchema),
  /** What people wrote to all: for everybody, or for each language. */
  ...messageToAllShape,
  at: instant,
  /** What happened in this span is covered, and what waited when it was decided. */
  coversFrom: instant,
  coversUntil: instant,
  approved: z.optional(z.object({ cohort: cohortSchema, approvals: z.array(approvalSchema) })),
  withdrawn: z.optional(approvalSchema),
});

export const incidentSchema = z.object({
  incidentId: z.string(),
  /** When the first remedy was held because of it. */
  openedAt: instant,
  deadline: instant,
  escalations: z.int(),
  decided: z.optional(incidentVerdictSchema),
  /** Approved by one person, and another one has to approve it too. */
  proposed: z.optional(
    z.object({
      cohort: cohortSchema,
      approvals: z.array(approvalSchema),
      ...messageToAllShape,
      tailHours: z.int(),
    }),
  ),
  /** Verdicts before it was opened anew, or decided otherwise, the oldest first. */
  earlier: z.optional(z.array(incidentVerdictSchema)),
  /** When the sweep looks at it next. */
  dueAt: z.optional(instant),
  version: z.int(),
});
