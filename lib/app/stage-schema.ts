import * as z from 'zod/mini';
import { catalog } from '../../lambdas/failures/catalog';
import { partnerKinds, type PartnerKind } from '../../lambdas/fulfilment/port/partner-events';
import { remedyIndexes } from '../../lambdas/ledger/port/remedy-index';
import { modes } from '../../lambdas/model/controls';
import { duties } from '../../lambdas/operator-api/duty';
import { defaultLimits } from '../../lambdas/model/limits';
import { LimitsError, readLimitOverrides, type LimitOverrides } from '../../lambdas/runtime/environment/environment';
import { defaultOwnerNames, type AlarmOwnerNames } from '../options/alarm-settings';
import type { AuditLock } from '../kept/audit-bucket';
import { failureTypes, policyProblems } from '../options/failure-type-problems';
import { isServiceUrl } from '../options/service-endpoint';
import { syntheticCurrencies } from '../../lambdas/outcomes/synthetic';
import { isStripeUrl, stripeUrl } from '../options/stripe-url';
import { answeringRolesSchema, channelsSchema } from './channels/stage-channels';
import { partnerSettings } from './given/partners-given';
import { detectorsSchema } from './given/detectors-given';
import { followUpsGiven } from './given/afterwards/follow-ups-given';
import { feedsGiven } from './given/afterwards/feed-given';
import { sentMailsSchema } from './given/afterwards/sent-mails-given';
import { keyArnSchema } from './given/key-arn';
import { shopSchema } from './given/shop-given';
import { knownWords } from './given/known-words';
import { yesOrNo } from './given/yes-or-no';
import { policyReasonsGiven } from './given/policy-reasons';
import { parsedJson, sourcedType, type ContextSetting } from './given/context-value';
import {
  auditLockGiven,
  consoleSchema,
  insightSchema,
  alarmOwnersGiven,
  formOf,
  namesGiven,
  operatorsGiven,
  partnersGiven,
  partnerSourcesGiven,
  publishersGiven,
  rehearsalSchema,
  repliesSchema,
  sealKeysSchema,
  reasonCodesGiven,
  sourcesGiven,
  type Forms,
  type KindSetting,
} from './given/given-lists';
import { misspeltIn, nearestName } from '../../lambdas/failures/definition/nearest-name';
import { address, line, mailSettings } from './stage-mail';
import { reportsSchema } from './stage-reports';
import type { Stage } from './stage';

/** The name of the apologies in `queued`, beside the failure types. */
export const apologies = 'Apologies';

/** Policy options by failure type. */
export type PolicyOverrides = Readonly<Record<string, object>>;

/** A value that a stage file gives as a list or an object, and the command line as a text. */
const given = <Value>(read: (value: unknown) => Value | undefined, isValid: (value: Value) => boolean, forms: Forms) =>
  z.pipe(
    z.unknown(),
    z.transform((value: unknown, { issues }): Value => {
      const found = read(value);
      if (found !== undefined && isValid(found)) return found;
      const message = [formOf(value, forms), misspeltIn(value, knownWords)].filter((text) => text !== '').join('. ');
      issues.push({ code: 'custom', message, input: value });
      return z.NEVER;
    }),
  );

const isEach =
  (isValue: RegExp, typeOf = (name: string) => name) =>
  (settings: readonly ContextSetting[]) =>
    settings.every(({ type, value }) => failureTypes.includes(typeOf(type)) && isValue.test(value));

const isEachKind = (isValue: RegExp) => (settings: readonly KindSetting[]) =>
  settings.every(({ value }) => isValue.test(value));

const url = (error: string) => z.string({ error }).check(z.refine(isServiceUrl, { error }));

/** A number, which the command line gives as a text. */
const numeric = (error: string) =>
  z.pipe(z.union([z.string().check(z.minLength(1)), z.number()], { error }), z.transform(Number));

const roleArn = /^arn:[\w-]+:iam::\d{12}:role\/\S+$/;

const policyArn = /^arn:[\w-]+:iam::(\d{12}|aws):policy\/\S+$/;

const alarmOwners = [...Object.keys(defaultOwnerNames), ...failureTypes];

const isEachOwner = (named: AlarmOwnerNames): boolean =>
  Object.entries(named).every(([owner, name]) => alarmOwners.includes(owner) && /^\P{Cc}+$/u.test(name));

const types = `the types ${failureTypes.join(', ')}`;

const kinds = `the kinds ${partnerKinds.join(', ')}`;

const operatorsForms: Forms = {
  inFile: "[{ role: 'ARN of a role', may: ['look'] }]",
  asText: 'duty+duty=role ARN',
  names: `the duties ${duties.join(', ')}`,
};

const isAuditLock = ({ days }: AuditLock): boolean => days >= 1 && days <= 36_500;

const queueable = [...failureTypes, apologies];

const concurrencyError = 'a whole number from 2 to 1000';

const reservationError = 'a whole number from 1';

const reservation = z.pipe(
  numeric(reservationError),
  z.int({ error: reservationError }).check(z.gte(1, { error: reservationError })),
);

const perSecondError = 'a number above 0, for example 20';

const shareError = 'a share from 0 to 1, for example 0.01';

const isShare = z.refine<number>((share) => share >= 0 && share <= 1, { error: shareError });

const costError = 'a number of US dollars above 0, for example 50';

const isTold = (emails: readonly string[]): boolean =>
  emails.length >= 1 && emails.length <= 10 && emails.every((email) => z.email().safeParse(email).success);

const policiesSchema = z.pipe(
  z.transform((value) => (typeof value === 'string' ? parsedJson(value) : value)),
  z.record(z.string(), z.looseObject({})),
);

/** Each setting of a stage. Its documentation is that of {@link Stage}. */
const shape = {
  stage: z
    .string()
    .check(z.regex(/^[a-z][a-z0-9-]{0,19}$/, { error: 'a name of at most 20 lower-case letters, digits and hyphens' })),
  account: z.optional(z.string().check(z.regex(/^\d{12}$/, { error: 'the twelve digits of an AWS account' }))),
  region: z.optional(
    z.string().check(
      z.regex(/^(?!cn-)[a-z]{2}(-[a-z]+)+-\d$/, {
        error: 'a region such as eu-west-1; those of China are not supported (docs/regions.md)',
      }),
    ),
  ),

  ...mailSettings,
  mailFromDomain: z.optional(
    z.string().check(z.regex(/^([a-z0-9-]+\.)+[a-z0-9-]+$/i, { error: 'a domain below the one of the sender' })),
  ),

  stripeSecretName: z.optional(line('the name of the secret with the API key of the payment provider')),
  stripeReadSecretName: z.optional(line('the name of the secret with an API key of the provider that only reads')),
  webhookSecretName: z.optional(line('the name of the secret with the signing secret of the webhook endpoint')),
  stripeMode: z.optional(z.enum(['live', 'test'], { error: 'live or test' })),
  stripeUrl: z.optional(
    z.string().check(z.refine(isStripeUrl, { error: `${stripeUrl}, or an emulator of it on this machine` })),
  ),
  authorisations: z.optional(z.enum(['wait', 'cancel'], { error: 'wait or cancel' })),
  refundEndpoint: z.optional(url('the https URL of your refund endpoint')),
  refundEndpointSecretName: z.optional(line('the name of the secret that signs requests to your refund endpoint')),
  refundEndpointReadSecretName: z.optional(
    line('the name of the secret that signs requests to your refund endpoint that only read'),
  ),
  refundsPerSecond: z.optional(
    z.pipe(numeric(perSecondError), z.number({ error: perSecondError }).check(z.positive({ error: perSecondError }))),
  ),

  ...partnerSettings,
  partnerEndpoint: z.optional(url('the https URL of your partner endpoint')),
  partnerEndpointSecretName: z.optional(line('the name of the secret that signs requests to your partner endpoint')),
  partnerWebhookSecretName: z.optional(
    line('the name of the secret with which your partner endpoint signs its events'),
  ),
  partnerSources: z.optional(
    z.pipe(
      given(partnerSourcesGiven, isEachKind(/^[\w.-]+$/), {
        inFile: "{ kind: 'source' }",
        asText: 'kind=source',
        names: kinds,
      }),
      z.transform((settings): Partial<Record<PartnerKind, string>> =>
        Object.fromEntries(settings.map(({ kind, value }) => [kind, value])),
      ),
    ),
  ),
  partners: z.optional(
    given(partnersGiven, isEachKind(roleArn), {
      inFile: "[{ role: 'ARN of a role', kinds: ['kind'] }]",
      asText: 'kind=role ARN',
      names: kinds,
    }),
  ),

  sources: z.optional(
    given(sourcesGiven, isEach(/^[\w.-]+(:(detected|reported))?(:answers)?(:([1-9]|[1-9]\d|1[0-5]\d|16[0-8])h)?$/), {
      inFile:
        "{ Type: { 'source': { evidence: 'reported', answersOthers: true, expectedEveryHours: 6 } } }, the hours from 1 to 168",
      asText:
        'Type=source, Type=source:reported, Type=source:answers or Type=source:6h (expected every 1 to 168 hours)',
      names: types,
    }),
  ),
  publishers: z.optional(
    given(
      publishersGiven,
      isEach(roleArn, (name) => sourcedType(name).type),
      {
        inFile: "[{ role: 'ARN of a role', failures: ['Type', { type: 'Type', source: 'source' }] }]",
        asText: 'Type=role ARN or Type@source=role ARN',
        names: types,
      },
    ),
  ),
  shop: z.optional(shopSchema),
  detectors: z.optional(detectorsSchema),
  channels: z.optional(channelsSchema),
  answeringRoles: z.optional(answeringRolesSchema),
  operators: z.optional(
    given(operatorsGiven, (roles) => roles.every(({ role }) => roleArn.test(role)), operatorsForms),
  ),

  search: z.optional(z.array(z.enum(remedyIndexes, { error: remedyIndexes.join(', ') }))),
  firstMode: z.optional(z.enum(modes, { error: modes.join(', ') })),
  limits: z.optional(z.pipe(z.unknown(), z.transform(readLimits))),
  reasonCodes: z.optional(reasonCodesGiven),
  checkedShare: z.optional(z.pipe(numeric(shareError), z.number({ error: shareError }).check(isShare))),
  followUps: z.optional(followUpsGiven),
  policies: z.optional(z.pipe(z.unknown(), z.transform(readPolicies))),
  policyReasons: z.optional(policyReasonsGiven),
  queued: z.optional(
    given(namesGiven, (names) => names.every((name) => queueable.includes(name)), {
      inFile: "['name']",
      asText: 'name, name',
      names: `names out of ${queueable.join(', ')}`,
    }),
  ),
  queuedConcurrency: z.optional(
    z.pipe(
      numeric(concurrencyError),
      z
        .int({ error: concurrencyError })
        .check(z.gte(2, { error: concurrencyError }), z.lte(1000, { error: concurrencyError })),
    ),
  ),

  webhook: z.optional(yesOrNo),
  publicConcurrency: z.optional(reservation),
  operatorConcurrency: z.optional(reservation),
  auditLock: z.optional(
    given(auditLockGiven, isAuditLock, {
      inFile: "{ mode: 'governance', days: 30 }, or 'compliance', up to 36500 days",
      asText: 'governance:DAYS or compliance:DAYS, up to 36500 days',
    }),
  ),
  ledgerTrail: z.optional(yesOrNo),
  operatorVpcEndpoint: z.optional(
    z.string().check(z.regex(/^vpce-[0-9a-f]+$/, { error: 'the id of a VPC endpoint, such as vpce-0a1b2c' })),
  ),
  console: z.optional(consoleSchema),
  reports: z.optional(reportsSchema),
  gestures: z.optional(yesOrNo),
  insight: z.optional(insightSchema),
  replies: z.optional(repliesSchema),
  ...feedsGiven,
  sentMails: z.optional(sentMailsSchema),
  rehearsal: z.optional(rehearsalSchema),
  encryptionKey: z.optional(keyArnSchema),
  breakGlassRole: z.optional(z.string().check(z.regex(roleArn, { error: 'the ARN of a role' }))),
  sealKeys: z.optional(sealKeysSchema),
  permissionsBoundary: z.optional(z.string().check(z.regex(policyArn, { error: 'the ARN of an IAM policy' }))),
  logGroupPrefix: z.optional(
    z.string().check(z.regex(/^\/?[\w.#-]+(\/[\w.#-]+)*$/, { error: 'the begin of a name, such as /company/amends' })),
  ),

  alarmEmail: z.optional(address('the address that gets an email when an alarm fires')),
  alarms: z.optional(z.enum(['essential', 'detailed'], { error: 'essential or detailed' })),
  alarmOwners: z.optional(
    given(alarmOwnersGiven, isEachOwner, {
      inFile: "{ owner: 'name' }",
      asText: 'owner=name',
      names: `the owners ${alarmOwners.join(', ')}`,
    }),
  ),
  syntheticMailbox: z.optional(address('the mailbox that apologies for synthetic failures go to')),
  syntheticCurrency: z.optional(z.enum(syntheticCurrencies, { error: syntheticCurrencies.join(', ') })),
  costBudgetUsd: z.optional(
    z.pipe(numeric(costError), z.number({ error: costError }).check(z.positive({ error: costError }))),
  ),
  costBudgetEmails: z.optional(
    given(namesGiven, isTold, {
      inFile: "['address'], one to ten of them",
      asText: 'one to ten addresses, with commas between them',
    }),
  ),
  costBudgetOf: z.optional(z.enum(['stage', 'account'], { error: 'stage or account' })),
  dashboard: z.optional(yesOrNo),
  runbooks: z.optional(z.string().check(z.regex(/^https:\/\/\S+$/, { error: 'the https address of your runbooks' }))),
} satisfies Record<keyof Stage, z.ZodMiniType>;

/** What a stage file says, with the overrides of the command line. Strict: a misspelt setting would not be set. */
export const stageSchema = z.strictObject(shape);

/** The names of all settings. */
export const settingNames: readonly string[] = Object.keys(shape);

const limitNames = keysIn(defaultLimits);

function keysIn(value: object): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => [
    key,
    ...(typeof inner === 'object' && inner !== null ? keysIn(inner) : []),
  ]);
}

function typesInsteadOf(type: string): string {
  const near = nearestName(type, failureTypes);
  return near === undefined ? `there are ${failureTypes.join(', ')}` : `did you mean ${near}?`;
}

/** The command line passes JSON as text, cdk.json as it is. */
function readLimits(given: unknown, { issues }: z.core.ParsePayload): LimitOverrides {
  const problem = (message: string): void => void issues.push({ code: 'custom', message, input: given });
  try {
    return readLimitOverrides(typeof given === 'string' ? JSON.parse(given) : given);
  } catch (error) {
    if (!(error instanceof LimitsError)) problem('is not valid JSON');
    else {
      const meant = misspeltIn(given, limitNames);
      error.problems.forEach((each) => problem(meant === '' ? each : `${each}. ${meant}`));
    }
    return z.NEVER;
  }
}

function readPolicies(given: unknown, { issues }: z.core.ParsePayload): PolicyOverrides {
  const problem = (message: string): void => void issues.push({ code: 'custom', message, input: given });
  const policies = policiesSchema.safeParse(given);
  if (!policies.success) {
    problem('is not a valid JSON object with policy options by failure type');
    return z.NEVER;
  }
  for (const [type, options] of Object.entries(policies.data)) {
    const definition = catalog.find((known) => known.type === type);
    if (definition) policyProblems(definition, options).forEach(problem);
    else problem(`${type}: is not a failure type; ${typesInsteadOf(type)}`);
  }
  return policies.data;
}
