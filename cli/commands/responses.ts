import * as z from 'zod/mini';

/** What the command prints of the desk's answers. `--json` prints all that came. */
const approvalSchema = z.object({ by: z.string(), at: z.string() });
const moneySchema = z.object({ amountMinor: z.number(), currency: z.string() });

const holdSchema = z.object({
  remedyId: z.string(),
  customerId: z.string(),
  failureType: z.string(),
  amounts: z.array(moneySchema),
  reasons: z.array(z.string()),
  deadline: z.string(),
  approvals: z.array(approvalSchema),
  approvalsNeeded: z.number(),
});

const incidentSchema = z.object({
  incidentId: z.string(),
  openedAt: z.string(),
  deadline: z.string(),
  decided: z.optional(z.object({ verdict: z.string(), by: z.string(), why: z.string(), at: z.string() })),
});

/** Every kind of part says something else of what it is worth; a call says nothing. */
const partSchema = z.object({
  number: z.number(),
  kind: z.optional(z.string()),
  amountMinor: z.optional(z.number()),
  worthMinor: z.optional(z.number()),
  currency: z.optional(z.string()),
  outcome: z.looseObject({ state: z.string() }),
});

const remedyRecordSchema = z.object({
  remedyId: z.string(),
  customerId: z.string(),
  type: z.string(),
  state: z.string(),
  reasons: z.array(z.string()),
  parts: z.array(partSchema),
  hold: z.optional(z.object({ deadline: z.string(), approvals: z.array(approvalSchema), approvalsNeeded: z.number() })),
  history: z.array(z.object({ at: z.string(), state: z.string(), why: z.string() })),
});

const settingSchema = z.object({ mode: z.string(), autoShare: z.optional(z.number()) });

const controlsSchema = z.object({
  all: settingSchema,
  types: z.record(z.string(), settingSchema),
  lastSwitch: z.optional(
    z.object({ target: z.string(), setting: settingSchema, by: z.string(), why: z.string(), at: z.string() }),
  ),
});

/** The answers, by what was asked. */
export const answers = {
  holds: z.object({ holds: z.array(holdSchema), incidents: z.array(incidentSchema), isComplete: z.boolean() }),
  remedy: z.object({ record: remedyRecordSchema, envelope: z.unknown() }),
  decided: z.object({ record: remedyRecordSchema }),
  voided: z.object({ record: remedyRecordSchema, isCertain: z.boolean() }),
  incident: z.object({
    incident: incidentSchema,
    waiting: z.number(),
    isComplete: z.boolean(),
    examples: z.array(holdSchema),
  }),
  decidedIncident: z.object({ incident: incidentSchema }),
  controls: z.object({
    controls: controlsSchema,
    history: z.array(controlsSchema),
    failureTypes: z.array(z.string()),
  }),
  switched: z.object({ controls: controlsSchema }),
  erased: z.object({ erased: z.number() }),
};

export type Hold = z.infer<typeof holdSchema>;
export type RemedyRecord = z.infer<typeof remedyRecordSchema>;
export type Incident = z.infer<typeof incidentSchema>;
export type Controls = z.infer<typeof controlsSchema>;
export type Setting = z.infer<typeof settingSchema>;
export type Amount = z.infer<typeof moneySchema>;
