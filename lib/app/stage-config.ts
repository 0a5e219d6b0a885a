import type { Node } from 'constructs';
import * as z from 'zod/mini';
import { catalog } from '../../lambdas/failures/catalog';
import { partnerKinds, type PartnerKind } from '../../lambdas/fulfilment/port/partner-events';
import { LimitsError, readLimitOverrides, type LimitOverrides } from '../../lambdas/runtime/environment/environment';
import { failureTypes } from '../options/handled-failure';
import { PoliciesError, policyTexts, type PolicyOverrides } from '../options/policy-texts';
import { apologies } from '../options/queued-delivery';
import { isRefundEndpoint } from '../options/refund-provider';

/** One value of a failure type, written `Type=value` in a list that commas part. */
interface FailureSetting {
  readonly type: string;
  readonly value: string;
}

const line = (error: string) => z.string({ error }).check(z.trim(), z.regex(/^\P{Cc}+$/u, { error }));

const address = (error: string) => z.email({ error });

const perFailure = (isValue: RegExp, error: string) =>
  z.optional(
    z.pipe(
      z
        .string({ error })
        .check(z.refine((list) => settingsIn(list).every((setting) => isSetting(setting, isValue)), { error })),
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

const operatorsError = 'ARNs of roles, parted by commas';

const perSecondError = 'a number of requests above 0, for example 20';

const queueable = [...failureTypes, apologies];

const queuedError = `names parted by commas, out of ${queueable.join(', ')}`;

const concurrencyError = 'a whole number from 2 to 1000';

const stageSchema = z.object({
  /** Ends the stacks' names, for example `prod`. */
  stage: z
    .string()
    .check(z.regex(/^[a-z][a-z0-9-]{0,19}$/, { error: 'a name of at most 20 lower-case letters, digits and hyphens' })),
  /** The address apologies come from. */
  sender: address('the address apologies come from'),
  /** The company's name beside the address. */
  senderName: line('the name of the company, as it stands beside the address'),
  /** Where answers go. */
  replyTo: address('a mailbox that a person reads, for answers'),
  /** The person who signs the apologies. */
  signatory: line('the name of the person who signs the apologies'),
  /** What that person does. */
  signatoryRole: z.optional(line('what the person who signs does')),
  /** The executive who signs where a failure type calls for one. */
  executive: z.optional(line('the name of the executive who signs for mass incidents')),
  /** What the executive is. */
  executiveRole: z.optional(line('what the executive is')),
  /** A verified SES identity that covers the sender, where there is one. */
  senderIdentity: z.optional(line('a verified SES identity of this account and region')),
  /** Secrets Manager secret with the payment provider's API key. */
  stripeSecretName: z.optional(line('the name of the secret with the API key of the payment provider')),
  /** Secrets Manager secret with the signing secret of the provider's webhook endpoint. */
  webhookSecretName: z.optional(line('the name of the secret with the signing secret of the webhook endpoint')),
  /** Where a payment service of the company's own takes refunds, instead of Stripe. */
  refundEndpoint: z.optional(
    z
      .string({ error: 'the https URL of your refund endpoint' })
      .check(z.refine(isRefundEndpoint, { error: 'the https URL of your refund endpoint' })),
  ),
  /** Secrets Manager secret with which requests to that endpoint are signed. */
  refundEndpointSecretName: z.optional(line('the name of the secret that you share with your refund endpoint')),
  /** Who keeps the accounts that credits go to. */
  credits: z.optional(z.enum(['events', 'stripe', 'endpoint'], { error: 'events, stripe or endpoint' })),
  /** Who sends goods once more. */
  replacements: z.optional(z.enum(['events', 'endpoint'], { error: 'events or endpoint' })),
  /** Who calls customers. */
  callbacks: z.optional(z.enum(['events', 'endpoint'], { error: 'events or endpoint' })),
  /** Where an endpoint of the company's own takes what partners are asked for. */
  partnerEndpoint: z.optional(
    z
      .string({ error: 'the https URL of your partner endpoint' })
      .check(z.refine(isRefundEndpoint, { error: 'the https URL of your partner endpoint' })),
  ),
  /** Secrets Manager secret that is shared with that endpoint. */
  partnerEndpointSecretName: z.optional(line('the name of the secret that you share with your partner endpoint')),
  /** The event source from which answers about a kind of part are taken. */
  partnerSources: z.optional(
    z.pipe(
      perKind(/^[\w.-]+$/, `kind=source, with the kinds ${partnerKinds.join(', ')}`),
      z.transform((settings): Partial<Record<PartnerKind, string>> =>
        Object.fromEntries(settings.map(({ kind, value }) => [kind, value])),
      ),
    ),
  ),
  /** ARNs of the roles that may answer about a kind of part. */
  partners: z.optional(perKind(roleArn, `kind=role ARN, with the kinds ${partnerKinds.join(', ')}`)),
  /** Who gets a mail when an alarm goes off. */
  alarmEmail: z.optional(address('the address that gets a mail when an alarm goes off')),
  /** The event source of a failure type, where it is not the one of its definition. */
  sources: perFailure(/^[\w.-]+$/, `Type=source, with the types ${failureTypes.join(', ')}`),
  /** What comes through a queue: failure types, and Apologies for the mails. */
  queued: z.optional(
    z.pipe(
      z
        .string({ error: queuedError })
        .check(z.refine((list) => partsOf(list).every((name) => queueable.includes(name)), { error: queuedError })),
      z.transform(partsOf),
    ),
  ),
  /** How many runs of a function take from its queue at once, at most. */
  queuedConcurrency: z.optional(
    z.pipe(
      z.pipe(z.union([z.string(), z.number()], { error: concurrencyError }), z.transform(Number)),
      z
        .int({ error: concurrencyError })
        .check(z.gte(2, { error: concurrencyError }), z.lte(1000, { error: concurrencyError })),
    ),
  ),
  /** ARNs of the roles that may publish a failure type. */
  publishers: perFailure(roleArn, `Type=role ARN, with the types ${failureTypes.join(', ')}`),
  /** ARNs of the roles that may decide on what is held, and switch what happens by itself. */
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
  /** How many requests a second the sweep makes to the provider, at most. */
  refundsPerSecond: z.optional(
    z.pipe(
      z.pipe(z.union([z.string(), z.number()], { error: perSecondError }), z.transform(Number)),
      z.number({ error: perSecondError }).check(z.positive({ error: perSecondError })),
    ),
  ),
});

/** What differs between two deployments of Amends: names, addresses and limits. Everything else is the same everywhere. */
export type StageConfig = z.infer<typeof stageSchema> & {
  readonly stripeSecretName: string;
  readonly webhookSecretName: string;
  readonly refundEndpointSecretName: string;
  readonly partnerEndpointSecretName: string;
};

/** The stage of `npm start` and of a synthesis without arguments. It is complete, and nothing of it belongs to anybody. */
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

/** The context values do not describe a stage. Names everything that is missing or malformed, and a command that is right. */
export class StageConfigError extends Error {
  override readonly name = 'StageConfigError';
  constructor(problems: readonly string[]) {
    super(
      [
        'This stage cannot be deployed yet. Context values are missing or malformed:',
        ...problems.map((problem) => `  ${problem}`),
        'A command with all that is needed:',
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
  return {
    ...data,
    stripeSecretName: data.stripeSecretName ?? `amends/${data.stage}/stripe`,
    webhookSecretName: data.webhookSecretName ?? `amends/${data.stage}/stripe-webhook`,
    refundEndpointSecretName: data.refundEndpointSecretName ?? `amends/${data.stage}/refund-endpoint`,
    partnerEndpointSecretName: data.partnerEndpointSecretName ?? `amends/${data.stage}/partner-endpoint`,
  };
}

/** The command line gives JSON as text, and cdk.json as it is. */
function readLimits(given: unknown, { issues }: z.core.ParsePayload): LimitOverrides {
  const problem = (message: string): void => void issues.push({ code: 'custom', message, input: given });
  try {
    return readLimitOverrides(typeof given === 'string' ? JSON.parse(given) : given);
  } catch (error) {
    if (error instanceof LimitsError) error.problems.forEach(problem);
    else problem('is no JSON');
    return z.NEVER;
  }
}

/** What is in it is checked when the failure types are known. */
function readPolicies(given: unknown, { issues }: z.core.ParsePayload): PolicyOverrides {
  try {
    const policies: unknown = typeof given === 'string' ? JSON.parse(given) : given;
    policyTexts(z.parse(z.record(z.string(), z.unknown()), policies), catalog);
    return policies as PolicyOverrides;
  } catch (error) {
    const problems = error instanceof PoliciesError ? error.problems : ['is no JSON object of policy options'];
    for (const message of problems) issues.push({ code: 'custom', message, input: given });
    return z.NEVER;
  }
}

function partsOf(list: string): string[] {
  return list.split(',').map((part) => part.trim());
}

/** The settings of kinds of parts. One of another kind is left out, and then the list is too short. */
function kindsIn(list: string): { readonly kind: PartnerKind; readonly value: string }[] {
  return settingsIn(list).flatMap(({ type, value }) => {
    const kind = partnerKinds.find((known) => known === type);
    return kind ? [{ kind, value }] : [];
  });
}

function settingsIn(list: string): FailureSetting[] {
  return list.split(',').map((setting) => {
    const [type = '', ...value] = setting.split('=');
    return { type: type.trim(), value: value.join('=').trim() };
  });
}

function isSetting({ type, value }: FailureSetting, isValue: RegExp): boolean {
  return failureTypes.includes(type) && isValue.test(value);
}
