import * as z from 'zod/mini';
import { shouldHave } from '../../ledger/check/quality-check';
import { instant, moneySchema } from './remedy-record-schema';

/** `2026-11`, in UTC. */
export const monthSchema = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/));

const markSchema = z.object({
  number: z.int(),
  /** The verified identity of the checker. */
  actor: z.string(),
  person: z.optional(z.string()),
  at: instant,
  /** What should have been given instead. Missing where it was right. */
  should: z.optional(z.enum(shouldHave)),
  amount: z.optional(moneySchema),
  why: z.optional(z.string()),
});

const checkSchema = z.object({
  customerId: z.string(),
  remedyId: z.string(),
  /** What its customer read to quote: `R7K4-M2QX`. */
  reference: z.string(),
  failureType: z.string(),
  policyVersion: z.string(),
  committedAt: instant,
  kinds: z.array(z.string()),
  amounts: z.array(moneySchema),
  reasons: z.array(z.string()),
  /** The oldest first. The last one counts. */
  marks: z.array(markSchema),
});

/** A remedy that is checked afterwards, with what checkers said. */
export const checkViewSchema = z.object({ check: checkSchema });

export const checkPageSchema = z.object({
  /** In the order of time. */
  checks: z.array(checkSchema),
  /** Where to read on. Missing where the month has no more. */
  next: z.optional(z.string()),
});

export const checkReportSchema = z.object({
  /** The newest month first. */
  rows: z.array(
    z.object({
      month: monthSchema,
      failureType: z.string(),
      policyVersion: z.string(),
      /** How many were to be checked, and how many of them nobody has marked. */
      chosen: z.int(),
      open: z.int(),
      right: z.int(),
      /** Those that were not, by what should have been given. */
      wrong: z.object({ nothing: z.int(), less: z.int(), more: z.int(), otherwise: z.int() }),
    }),
  ),
  /** False where a month has more than was read. */
  isComplete: z.boolean(),
});
