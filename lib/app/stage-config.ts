import type { Node } from 'constructs';
import * as z from 'zod/mini';
import { catalog } from '../../lambdas/failures/catalog';
import { partnerKinds, type PartnerKind } from '../../lambdas/fulfilment/port/partner-events';
import { LimitsError, readLimitOverrides, type LimitOverrides } from '../../lambdas/runtime/environment/environment';
import { kindsIn, parsedJson, partsOf, settingsIn, sourcedType, type ContextSetting } from './context-value';
import { failureTypes, policyProblems } from '../options/failure-type-problems';
import { isServiceUrl } from '../options/service-endpoint';

/** The name of the apologies in the context value `queued`, beside the failure types. */
export const apologies = 'Apologies';

/** Policy options by failure type. */
export type PolicyOverrides = Readonly<Record<string, object>>;

const line = (error: string) => z.string({ error }).check(z.trim(), z.regex(/^\P{Cc}+$/u, { error }));

const address = (error: string) => z.email({ error });

const perFailure = (isValue: RegExp, error: string, typeOf = (name: string) => name) =>
  z.optional(
    z.pipe(
      z
        .string({ error })
        .check(
          z.refine(
            (list) => settingsIn(list).every(({ type, value }) => isSetting({ type: typeOf(type), value }, isValue)),
            { error },
          ),
        ),
      z.transform(settingsIn),
    ),
  );

const roleArn = /^arn:[\w-]+:iam::\d{12}:role\/\S+$/;

const perKind = (isValue: RegExp, error: string) =>
  z.pipe(
    z
      .string({ error })
      .check(z.refine((list) => kindsIn(list).every(({ value }) => isValue.test(value)), { error }))
      .check(z.refine((list) => kindsIn(list).length === partsOf(list).length, { error })),
    z.transform(kindsIn),
  );

const operatorsError = 'comma-separated role ARNs';

const perSecondError = 'a number above 0, for example 20';

const queueable = [...failureTypes, apologies];

const queuedError = `comma-separated names out of ${queueable.join(', ')}`;

const concurrencyError = 'a whole number from 2 to 1000';

const policiesSchema = z.pipe(
  z.transform((given) => (typeof given === 'string' ? parsedJson(given) : given)),
  z.record(z.string(), z.looseObject({})),
);

const stageSchema = z.object({
  /** The end of the stacks' names, for example `prod`. */
  stage: z
    .string()
    .check(z.regex(/^[a-z][a-z0-9-]{0,19}$/, { error: 'a name of at most 20 lower-case letters, digits and hyphens' })),
  /** The address that apologies are sent from. */
  sender: address('the address that apologies are sent from'),
  /** The company's name, shown beside the address. */
  senderName: line('the name of the company, shown beside the address'),
  /** Where replies go. */
  replyTo: address('a mailbox that a person reads, for replies'),
  /** The person who signs the apologies. */
  signatory: line('the name of the person who signs the apologies'),
  /** The job title of that person. */
  signatoryRole: z.optional(line('the job title of the person who signs')),
  /** The executive who signs where a failure type calls for one. */
  executive: z.optional(line('the name of the executive who signs for mass incidents')),
  /** The job title of the executive. */
  executiveRole: z.optional(line('the job title of the executive')),
  /** A verified SES identity that covers the sender, where there is one. */
  senderIdentity: z.optional(line('a verified SES identity of this account and region')),
  /** Secrets Manager secret with the payment provider's API key. */
  stripeSecretName: z.optional(line('the name of the secret with the API key of the payment provider')),
  /** Secrets Manager secret with the signing secret of the provider's webhook endpoint. */
  webhookSecretName: z.optional(line('the name of the secret with the signing secret of the webhook endpoint')),
  /** Whether a payment that is only authorised is waited for, or cancelled where all of it is owed. */
  authorisations: z.optional(z.enum(['wait', 'cancel'], { error: 'wait or cancel' })),
  /** The URL of the company's own payment service, which makes the refunds instead of Stripe. */
  refundEndpoint: z.optional(
    z
      .string({ error: 'the https URL of your refund endpoint' })
      .check(z.refine(isServiceUrl, { error: 'the https URL of your refund endpoint' })),
  ),
  /** Secrets Manager secret that signs requests to that endpoint. */
  refundEndpointSecretName: z.optional(line('the name of the secret that you share with your refund endpoint')),
  /** Who carries out credits. */
  credits: z.optional(z.enum(['events', 'stripe', 'endpoint'], { error: 'events, stripe or endpoint' })),
  /** Who carries out replacements. */
  replacements: z.optional(z.enum(['events', 'endpoint'], { error: 'events or endpoint' })),
  /** Who gives entitlements back. */
  entitlements: z.optional(z.enum(['events', 'endpoint'], { error: 'events or endpoint' })),
  /** Who calls customers. */
  callbacks: z.optional(z.enum(['events', 'endpoint'], { error: 'events or endpoint' })),
  /** The URL of the company's own endpoint for credits, replacements, entitlements and callbacks. */
  partnerEndpoint: z.optional(
    z
      .string({ error: 'the https URL of your partner endpoint' })
      .check(z.refine(isServiceUrl, { error: 'the https URL of your partner endpoint' })),
  ),
  /** Secrets Manager secret that is shared with that endpoint. */
  partnerEndpointSecretName: z.optional(line('the name of the secret that you share with your partner endpoint')),
  /** The event source of a partner's responses, by kind of part. */
  partnerSources: z.optional(
    z.pipe(
      perKind(/^[\w.-]+$/, `kind=source, with the kinds ${partnerKinds.join(', ')}`),
      z.transform((settings): Partial<Record<PartnerKind, string>> =>
        Object.fromEntries(settings.map(({ kind, value }) => [kind, value])),
      ),
    ),
  ),
  /** ARNs of the roles that may publish a partner's responses, by kind of part. */
  partners: z.optional(perKind(roleArn, `kind=role ARN, with the kinds ${partnerKinds.join(', ')}`)),
  /** Who gets an email when an alarm fires. */
  alarmEmail: z.optional(address('the address that gets an email when an alarm fires')),
  /**
   * The event source of a failure type, where it differs from the definition; several, where a type is named several
   * times. With `:reported` or `:detected` all that a source publishes counts as that.
   */
  sources: perFailure(
    /^[\w.-]+(:(detected|reported))?$/,
    `Type=source or Type=source:reported, with the types ${failureTypes.join(', ')}`,
  ),
  /** What is delivered through a queue: failure types, and Apologies for the emails. */
  queued: z.optional(
    z.pipe(
      z
        .string({ error: queuedError })
        .check(z.refine((list) => partsOf(list).every((name) => queueable.includes(name)), { error: queuedError })),
      z.transform(partsOf),
    ),
  ),
  /** How many concurrent invocations read from a queue, at most. */
  queuedConcurrency: z.optional(
    z.pipe(
      z.pipe(z.union([z.string(), z.number()], { error: concurrencyError }), z.transform(Number)),
      z
        .int({ error: concurrencyError })
        .check(z.gte(2, { error: concurrencyError }), z.lte(1000, { error: concurrencyError })),
    ),
  ),
  /** ARNs of the roles that may publish a failure type, of one with several sources `Type@source`. */
  publishers: perFailure(
    roleArn,
    `Type=role ARN or Type@source=role ARN, with the types ${failureTypes.join(', ')}`,
    (name) => sourcedType(name).type,
  ),
  /** ARNs of the roles that may call the operator API. */
  operators: z.optional(
    z.pipe(
      z
        .string({ error: operatorsError })
        .check(z.refine((list) => partsOf(list).every((arn) => roleArn.test(arn)), { error: operatorsError })),
      z.transform(partsOf),
    ),
  ),
  /** Limits that differ from the defaults, as JSON. */
  limits: z.optional(z.pipe(z.unknown(), z.transform(readLimits))),
  /** Policy options by failure type that differ from the defaults, as JSON. */
  policies: z.optional(z.pipe(z.unknown(), z.transform(readPolicies))),
  /** The most requests that the sweep makes to the provider per second. */
  refundsPerSecond: z.optional(
    z.pipe(
      z.pipe(z.union([z.string(), z.number()], { error: perSecondError }), z.transform(Number)),
      z.number({ error: perSecondError }).check(z.positive({ error: perSecondError })),
    ),
  ),
});

/** What differs between two deployments of Amends: names, addresses, partners and limits. */
export type StageConfig = z.infer<typeof stageSchema> & {
  readonly stripeSecretName: string;
  readonly webhookSecretName: string;
  readonly refundEndpointSecretName: string;
  readonly partnerEndpointSecretName: string;
};

/** The stage of `npm start` and of a synthesis without arguments. It is complete and belongs to nobody. */
const localStage = 'local';

const localDefaults = {
  sender: 'care@example.com',
  senderName: 'Example Films',
  replyTo: 'help@example.com',
  signatory: 'Maya Lindqvist',
  signatoryRole: 'Head of Customer Care',
  executive: 'Henrik Solberg',
  executiveRole: 'Chief Executive',
};

/**
 * The context values do not describe a stage. It names everything that is missing or malformed, and a complete command.
 */
export class StageConfigError extends Error {
  override readonly name = 'StageConfigError';
  constructor(problems: readonly string[]) {
    super(
      [
        'This stage cannot be deployed yet. Context values are missing or malformed:',
        ...problems.map((problem) => `  ${problem}`),
        'A complete command:',
        '  npx cdk deploy --all -c stage=prod -c sender=care@example.com -c senderName="Example Films"' +
          ' -c replyTo=help@example.com -c signatory="Maya Lindqvist"',
      ].join('\n'),
    );
  }
}

/**
 * Reads the stage from the app's context.
 *
 * @throws StageConfigError
 */
export function stageConfig(context: Node): StageConfig {
  const given = Object.keys(stageSchema.shape).map((name) => [name, context.tryGetContext(name) as unknown] as const);
  const values = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  const { stage = localStage } = values;
  const parsed = stageSchema.safeParse({ ...(stage === localStage && localDefaults), ...values, stage });
  if (!parsed.success) {
    throw new StageConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  }
  const { data } = parsed;
  const problems = partnerProblems(data);
  if (problems.length > 0) throw new StageConfigError(problems);
  return {
    ...data,
    stripeSecretName: data.stripeSecretName ?? `amends/${data.stage}/stripe`,
    webhookSecretName: data.webhookSecretName ?? `amends/${data.stage}/stripe-webhook`,
    refundEndpointSecretName: data.refundEndpointSecretName ?? `amends/${data.stage}/refund-endpoint`,
    partnerEndpointSecretName: data.partnerEndpointSecretName ?? `amends/${data.stage}/partner-endpoint`,
  };
}

/** An endpoint needs its URL, and a URL needs something to carry out. */
function partnerProblems(data: z.infer<typeof stageSchema>): string[] {
  const { credits, replacements, entitlements, callbacks, partnerEndpoint } = data;
  const isUsed = [credits, replacements, entitlements, callbacks].includes('endpoint');
  if (isUsed && partnerEndpoint === undefined)
    return ['partnerEndpoint: is missing, and an endpoint carries something out'];
  if (!isUsed && partnerEndpoint !== undefined) {
    return ['partnerEndpoint: carries nothing out; say what, such as replacements=endpoint'];
  }
  return [];
}

/** The command line passes JSON as text, cdk.json as it is. */
function readLimits(given: unknown, { issues }: z.core.ParsePayload): LimitOverrides {
  const problem = (message: string): void => void issues.push({ code: 'custom', message, input: given });
  try {
    return readLimitOverrides(typeof given === 'string' ? JSON.parse(given) : given);
  } catch (error) {
    if (error instanceof LimitsError) error.problems.forEach(problem);
    else problem('is not valid JSON');
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
    else problem(`${type}: is not a failure type; there are ${failureTypes.join(', ')}`);
  }
  return policies.data;
}

function isSetting({ type, value }: ContextSetting, isValue: RegExp): boolean {
  return failureTypes.includes(type) && isValue.test(value);
}
