import { agentsSchema } from '../../../lambdas/conversation/owners/agent';
import { ownerRulesSchema } from '../../../lambdas/conversation/owners/owner-rules';
import * as z from 'zod/mini';
import { partnerKinds, type PartnerKind } from '../../../lambdas/fulfilment/port/partner-events';
import { duties } from '../../../lambdas/operator-api/duty';
import { reasonCodeProblems, type ReasonCode } from '../../../lambdas/model/judging/reason-code';
import { reasonCodesSchema } from '../../../lambdas/runtime/environment/environment';
import { cognitoProblems, consoleProblems } from '../../console/console';
import type { AuditLock } from '../../kept/audit-bucket';
import { fromText, partsOf, settingsIn, type ContextSetting } from './context-value';
import type { StageConsole, StageOperator } from '../stage-roles';

/** One value of a kind of part. */
export interface KindSetting {
  readonly kind: PartnerKind;
  readonly value: string;
}

/** How a setting is written in a stage file, and how on the command line. */
export interface Forms {
  readonly inFile: string;
  readonly asText: string;
  /** What may stand in either. */
  readonly names?: string;
}

/** Whoever wrote one form is answered with that one. */
export function formOf(value: unknown, { inFile, asText, names }: Forms): string {
  const form = typeof value === 'string' ? asText : inFile;
  return names === undefined ? form : `${form}, with ${names}`;
}

const kindSchema = z.enum(partnerKinds);

const textSchema = z.string();

const publishersSchema = z.array(
  z.strictObject({
    role: textSchema,
    failures: z.array(z.union([textSchema, z.strictObject({ type: textSchema, source: textSchema })])),
  }),
);

const sourcesSchema = z.record(
  textSchema,
  z.record(
    textSchema,
    z.strictObject({
      evidence: z.optional(z.enum(['detected', 'reported'])),
      answersOthers: z.optional(z.boolean()),
      expectedEveryHours: z.optional(z.int()),
    }),
  ),
);

const partnersSchema = z.array(z.strictObject({ role: textSchema, kinds: z.array(kindSchema) }));

const partnerSourcesSchema = z.partialRecord(kindSchema, textSchema);

/**
 * Roles by `Type` or `Type@source`, from a stage file's list or the text `Type=ROLE, …` of the command line. Undefined
 * where it is neither.
 */
export function publishersGiven(given: unknown): ContextSetting[] | undefined {
  if (typeof given === 'string') return settingsIn(given);
  return publishersSchema.safeParse(given).data?.flatMap(({ role, failures }) =>
    failures.map((failure) => {
      const type = typeof failure === 'string' ? failure : `${failure.type}@${failure.source}`;
      return { type, value: role };
    }),
  );
}

/**
 * Sources by type, each with `:reported` or `:detected` where all of it counts as that, `:answers` where it may answer
 * for others, and `:6h` where it is expected that often. Undefined as above.
 */
export function sourcesGiven(given: unknown): ContextSetting[] | undefined {
  if (typeof given === 'string') return settingsIn(given);
  const bySource = sourcesSchema.safeParse(given).data;
  return (
    bySource &&
    Object.entries(bySource).flatMap(([type, sources]) =>
      Object.entries(sources).map(([source, { evidence, answersOthers, expectedEveryHours: hours }]) => ({
        type,
        value: [
          source,
          ...(evidence ? [evidence] : []),
          ...(answersOthers ? ['answers'] : []),
          ...(hours === undefined ? [] : [`${hours}h`]),
        ].join(':'),
      })),
    )
  );
}

/** Roles of partners by kind of part. Undefined where it is neither a list nor a text with known kinds. */
export function partnersGiven(given: unknown): KindSetting[] | undefined {
  if (typeof given === 'string') return kindsIn(given);
  return partnersSchema
    .safeParse(given)
    .data?.flatMap(({ role, kinds }) => kinds.map((kind) => ({ kind, value: role })));
}

/** Sources of partners by kind of part. Undefined as above. */
export function partnerSourcesGiven(given: unknown): KindSetting[] | undefined {
  if (typeof given === 'string') return kindsIn(given);
  const sources = partnerSourcesSchema.safeParse(given).data;
  return (
    sources &&
    partnerKinds.flatMap((kind) => {
      const value = sources[kind];
      return value === undefined ? [] : [{ kind, value }];
    })
  );
}

const dutySchema = z.enum(duties);

const operatorsSchema = z.array(
  z.strictObject({
    role: textSchema,
    may: z.array(dutySchema).check(z.minLength(1)),
    bindsSessionName: z.optional(z.boolean()),
  }),
);

/**
 * Roles of operators, from a stage file's list or the text `look+approve=ROLE, …`. Undefined where it is neither, or
 * names no known duty.
 */
export function operatorsGiven(given: unknown): StageOperator[] | undefined {
  const operators =
    typeof given === 'string'
      ? settingsIn(given).map(({ type, value: role }) => ({ role, may: type.split('+') }))
      : given;
  return operatorsSchema.safeParse(operators).data;
}

const auditLockSchema = z.strictObject({ mode: z.enum(['governance', 'compliance']), days: z.int() });

/** A lock of the audit trail, as an object or the text `mode:days`. Undefined where it is neither. */
export function auditLockGiven(given: unknown): AuditLock | undefined {
  if (typeof given !== 'string') return auditLockSchema.safeParse(given).data;
  const [mode, days] = given.split(':');
  return auditLockSchema.safeParse({ mode, days: Number(days) }).data;
}

const consoleShape = z.strictObject({
  issuer: textSchema,
  clientId: textSchema,
  clientSecretName: z.optional(textSchema),
  roles: z.strictObject({ claim: textSchema, duties: z.record(textSchema, z.array(z.enum(duties))) }),
  scopes: z.optional(z.array(textSchema)),
});

const cognitoShape = z.strictObject({
  userPoolId: textSchema,
  region: z.optional(textSchema),
  groups: z.record(textSchema, z.array(z.enum(duties))),
  clientId: z.optional(textSchema),
  clientSecretName: z.optional(textSchema),
  identityProviders: z.optional(z.array(textSchema).check(z.minLength(1))),
  scopes: z.optional(z.array(textSchema)),
});

const consoleForm =
  "{ issuer: 'https://…', clientId: '…', roles: { claim: 'groups', duties: { 'name of a role': ['look'] } } }, " +
  "or { userPoolId: 'eu-west-1_…', groups: { 'name of a group': ['look'] } }, " +
  `with the duties ${duties.join(', ')}`;

/** The deployed console, as an object or as JSON. Every problem at once, where it has the right form. */
export const consoleSchema = z.pipe(
  z.unknown(),
  z.transform((value: unknown, { issues }): StageConsole => {
    const { data } = z.union([consoleShape, cognitoShape]).safeParse(fromText(value));
    const problems = data ? problemsOfConsole(data) : [consoleForm];
    for (const message of problems) issues.push({ code: 'custom', message, input: value });
    return data && problems.length === 0 ? data : z.NEVER;
  }),
);

const insightForm =
  "true, false or { keptDays: 400, gigabytesPerQuestion: 10, weekly: { 'com.example.video': { email: " +
  "'films@example.com', title: 'Films' } } }, up to 3650 days and 1000 gigabytes";
function problemsOfConsole(wanted: StageConsole): string[] {
  if (!('userPoolId' in wanted)) return consoleProblems(wanted);
  return cognitoProblems({ ...wanted, clientSecret: wanted.clientSecretName });
}

const insightShape = z.strictObject({
  keptDays: z.optional(z.int().check(z.gte(1), z.lte(3650))),
  gigabytesPerQuestion: z.optional(z.int().check(z.gte(1), z.lte(1000))),
  weekly: z.optional(
    z.record(textSchema, z.strictObject({ email: textSchema, title: textSchema, locale: z.optional(textSchema) })),
  ),
});

/** Whether there are figures, and which: as a boolean, an object, or either as JSON. */
export const insightSchema = z.pipe(
  z.transform(fromText),
  z.union([z.boolean(), insightShape], { error: insightForm }),
);

const rehearsalForm = '{ archiveDays: 14 }, from 1 to 30';

/** How long failures are kept to rehearse with: as an object, or as JSON. */
export const rehearsalSchema = z.pipe(
  z.transform(fromText),
  z.strictObject(
    {
      archiveDays: z
        .int({ error: rehearsalForm })
        .check(z.gte(1, { error: rehearsalForm }), z.lte(30, { error: rehearsalForm })),
    },
    { error: rehearsalForm },
  ),
);

const sealKeysError = '{"generation": 2, "revoked": [1]}, each from 1 to 255';

const keyNumber = z
  .int({ error: sealKeysError })
  .check(z.gte(1, { error: sealKeysError }), z.lte(255, { error: sealKeysError }));

/** Which keys seal what moves money: as an object, or as JSON. */
export const sealKeysSchema = z.pipe(
  z.transform(fromText),
  z.strictObject(
    { generation: z.optional(keyNumber), revoked: z.optional(z.array(keyNumber)) },
    { error: sealKeysError },
  ),
);

const repliesForm = "{ domain: 'replies.example.com' }, and ruleSetName where SES receives mail here already";

/** Where customers answer: as an object, or as JSON. */
export const repliesSchema = z.pipe(
  z.transform(fromText),
  z.strictObject(
    {
      domain: z.string().check(z.regex(/^[\w-]+(?:\.[\w-]+){2,}$/, { error: repliesForm })),
      ruleSetName: z.optional(z.string().check(z.regex(/^[\w-]{1,64}$/, { error: repliesForm }))),
      owners: z.optional(ownerRulesSchema),
      agents: z.optional(agentsSchema),
      copiesPerDay: z.optional(z.int().check(z.gte(1), z.lte(1_000_000))),
    },
    { error: repliesForm },
  ),
);

/** Names in a list, or in a text with commas. Undefined as above. */
export function namesGiven(given: unknown): string[] | undefined {
  return typeof given === 'string' ? partsOf(given) : z.array(textSchema).safeParse(given).data;
}

function kindsIn(list: string): KindSetting[] | undefined {
  const settings = settingsIn(list).flatMap(({ type, value }) => {
    const kind = partnerKinds.find((known) => known === type);
    return kind ? [{ kind, value }] : [];
  });
  return settings.length === partsOf(list).length ? settings : undefined;
}

/** Names of owners of alarms, from a stage file's object or the text `owner=name, …`. Undefined where it is neither. */
export function alarmOwnersGiven(given: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof given !== 'string') return z.record(textSchema, textSchema).safeParse(given).data;
  return Object.fromEntries(settingsIn(given).map(({ type, value }) => [type, value]));
}

const reasonCodesForm =
  "[{ code: 'outside-policy', label: 'Outside the policy' }], with isRetired: true where it is offered no more";

/** Reason codes, as a list or as JSON. Every problem at once, where it has the right form. */
export const reasonCodesGiven = z.pipe(
  z.unknown(),
  z.transform((value: unknown, { issues }): readonly ReasonCode[] => {
    const { data } = reasonCodesSchema.safeParse(fromText(value));
    const problems = data ? reasonCodeProblems(data) : [reasonCodesForm];
    for (const message of problems) issues.push({ code: 'custom', message, input: value });
    return data && problems.length === 0 ? data : z.NEVER;
  }),
);
