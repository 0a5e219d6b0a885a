import * as z from 'zod/mini';
import { instant, moneySchema } from './remedy-record-schema';

const runShape = {
  startedAt: instant,
  finishedAt: instant,
  /** What the provider created between these was compared. */
  from: instant,
  until: instant,
  /** `nothing-compared` where neither side had a refund in that time: that proves nothing. */
  verdict: z.enum(['agree', 'differ', 'nothing-compared']),
  providerRefunds: z.int(),
  /** Parts of remedies that have a refund there, or should have one. */
  ledgerParts: z.int(),
  /** How many differences there are. */
  found: z.int(),
};

/** A difference between the ledger and the provider's books. It holds no personal data. */
const findingSchema = z.object({
  kind: z.string(),
  sentence: z.string(),
  /** What a person does about it. */
  whatToDo: z.optional(z.string()),
  /** How much money it is about. */
  amount: z.optional(moneySchema),
  /** Those that it names, at most ten. Without a customer where the ledger has no record of it. */
  remedies: z.array(z.object({ remedyId: z.string(), customerId: z.optional(z.string()) })),
});

/** What the daily comparisons found. Those that a person runs are not among them. */
export const reconciliationsSchema = z.object({
  /** The newest first, at most 30. One that failed is not among them. */
  runs: z.array(z.object(runShape)),
  /** Whether the last one is longer ago than a day and some hours, or there is none. */
  isLate: z.boolean(),
  /** The wanted one, or the newest, with its first hundred findings. Null where there is none, or it is forgotten. */
  shown: z.nullable(z.object({ ...runShape, findings: z.array(findingSchema) })),
});
