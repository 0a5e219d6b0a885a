import * as z from 'zod/mini';
import { failureCauses } from '../../model/judging/failure-causes';

const instant = z.string();

/** An incident of which customers were written, and what is known of its end. */
export const incidentFixSchema = z.object({
  incidentId: z.string(),
  /** When the first of its customers was written. */
  since: instant,
  /** Missing while nobody has said that it is mended. */
  fixed: z.optional(
    z.object({
      cause: z.enum(failureCauses),
      fixedAt: instant,
      /** Who mended it: a team or a role of the company. */
      by: z.string(),
      /** The event source that said it. Customers of other sources are not told by it. */
      source: z.string(),
      heardAt: instant,
    }),
  ),
  /** What a person decided about telling those whom it hurt. */
  decided: z.optional(
    z.object({ verdict: z.enum(['tell', 'keep-silent']), actor: z.string(), why: z.string(), at: instant }),
  ),
  dueAt: z.optional(instant),
  version: z.int(),
});

/** One that is paid for, and of whose end nobody was told. */
export const unmendedSchema = z.object({
  fix: incidentFixSchema,
  /** How many mails said that something failed by it, and none that it is mended. */
  hurt: z.int(),
  /** What those mails said was given, one sum for each currency. */
  amounts: z.array(z.object({ amountMinor: z.int(), currency: z.string() })),
  /** False where there are more mails than were counted. */
  isComplete: z.boolean(),
});

export const unmendedListSchema = z.object({
  /** Those that hurt most first. */
  incidents: z.array(unmendedSchema),
});

export const decidedFixSchema = z.object({ fix: incidentFixSchema });

export type UnmendedListView = z.infer<typeof unmendedListSchema>;
