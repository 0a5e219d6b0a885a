import * as z from 'zod/mini';
import { limitsOf, LimitsError } from './limit-overrides';
import type { Limits } from '../../model/limits';
import { partnerSettingSchema } from './partner-setting';

export { LimitsError, readLimitOverrides, type LimitOverrides } from './limit-overrides';
export type { PartnerSettingText } from './partner-setting';

const text = z.string().check(z.minLength(1));

/**
 * Limits that differ from the defaults, as JSON: with all of them in it, the environment would outgrow Lambda's 4 KB.
 */
const limitsText = z.pipe(z.string(), z.transform(readLimits));

const perSecondText = z.pipe(
  z.string().check(z.regex(/^\d+(\.\d+)?$/)),
  z.pipe(z.transform(Number), z.number().check(z.positive())),
);

const stripeSchema = z.object({
  REFUND_PROVIDER: z.literal('stripe'),
  /** Secrets Manager secret that holds the provider's API key as a plain string. */
  STRIPE_SECRET_NAME: text,
  /** Where the provider's API is reached: https://api.stripe.com, or a stand-in. */
  STRIPE_API_URL: z.url(),
});

const refundEndpointSchema = z.object({
  REFUND_PROVIDER: z.literal('http'),
  /** Secrets Manager secret with which requests to the endpoint, and its news to us, are signed. */
  REFUND_ENDPOINT_SECRET_NAME: text,
  /** Where the team's own endpoint begins. */
  REFUND_ENDPOINT_URL: z.url(),
});

/** Who pays: Stripe, or a team's own endpoint. */
const providerSchema = z.discriminatedUnion('REFUND_PROVIDER', [stripeSchema, refundEndpointSchema]);

/**
 * The provider, and the secret with which it signs its news. The endpoint signs them with the one that we sign with.
 */
const webhookProviderSchema = z.discriminatedUnion('REFUND_PROVIDER', [
  z.extend(stripeSchema, {
    /** Secrets Manager secret that holds the signing secret of the webhook endpoint. */
    STRIPE_WEBHOOK_SECRET_NAME: text,
  }),
  refundEndpointSchema,
]);

const ledgerSchema = z.object({
  /** The ledger's DynamoDB table. */
  LEDGER_TABLE_NAME: text,
});

const publishingSchema = z.extend(ledgerSchema, {
  /** The bus on which outcomes such as RemedyIssued are published. */
  EVENT_BUS_NAME: text,
});

const limitedSchema = z.extend(publishingSchema, { LIMITS: limitsText });

/** Who carries out what the payment provider does not, where it is not asked in events, as JSON. */
const partneredSchema = z.extend(limitedSchema, {
  PARTNERS: z.prefault(z.pipe(z.string(), z.pipe(z.transform(readJson), partnerSettingSchema)), '{}'),
});

/**
 * With what the sweep's schedule runs it. It stands there because Lambda's 4 KB of environment have no room for long
 * lists.
 */
const sweepInputSchema = z.object({
  retryQueues: z.array(
    z.object({
      /** Where events wait that the function was given up on. */
      queueUrl: text,
      /** Where a message ends that only a person can help. */
      deadLetterQueueUrl: text,
      /** The function to which the events are handed over once more. */
      functionName: text,
    }),
  ),
});

/** Policy options that differ from the defaults, as JSON. The failure type's own schema reads them. */
const policyText = z.pipe(z.string(), z.transform(readJson));

const remedySchema = z.intersection(z.extend(partneredSchema, { POLICY: policyText }), providerSchema);

const sweepSchema = z.intersection(
  z.extend(partneredSchema, {
    /** How many requests a second the sweep makes to the provider, at most. */
    REFUNDS_PER_SECOND: perSecondText,
  }),
  providerSchema,
);

const webhookSchema = z.intersection(
  z.extend(limitedSchema, {
    /** Secrets Manager secret with which the partners' own endpoint signs its news, where there is one. */
    PARTNER_ENDPOINT_SECRET_NAME: z.optional(text),
  }),
  webhookProviderSchema,
);

const operatorApiSchema = z.extend(partneredSchema, {
  /** What is made right here and can be switched: failure types, parted by commas. */
  FAILURE_TYPES: z.pipe(
    text,
    z.transform((list) => list.split(',')),
  ),
});

const reconcileSchema = z.intersection(ledgerSchema, providerSchema);

const apologySchema = z.extend(ledgerSchema, {
  /** The address apologies come from. SES knows it as a verified identity. */
  SENDER_EMAIL: z.email(),
  /** The company's name beside the address. */
  SENDER_NAME: text,
  /** Where answers go: a mailbox that a person reads. */
  REPLY_TO_EMAIL: z.email(),
  /** The person who signs. */
  SIGNATORY_NAME: text,
  /** What that person does, as it stands under the name. */
  SIGNATORY_ROLE: text,
  /** The executive who signs where a failure type says so, and what they do. Left out, whoever signs everything. */
  EXECUTIVE_NAME: z.optional(text),
  EXECUTIVE_ROLE: z.optional(text),
  /** The SES configuration set that reports deliveries, bounces and complaints. */
  SES_CONFIGURATION_SET: text,
});

/** What a template has to say, all of it as text. It is typed with this, so that neither side can forget a name. */
export type ProviderEnvironment = z.input<typeof providerSchema>;
export type WebhookProviderEnvironment = z.input<typeof webhookProviderSchema>;
export type RemedyEnvironment = z.input<typeof remedySchema>;
export type SweepEnvironment = z.input<typeof sweepSchema>;
export type SweepInput = z.input<typeof sweepInputSchema>;
export type WebhookEnvironment = z.input<typeof webhookSchema>;
export type PartnerResponseEnvironment = z.input<typeof publishingSchema>;
export type OperatorApiEnvironment = z.input<typeof operatorApiSchema>;
export type ReconcileEnvironment = z.input<typeof reconcileSchema>;
export type EmailEventEnvironment = z.input<typeof ledgerSchema>;
export type ApologyEnvironment = z.input<typeof apologySchema>;

/** Who pays, and how to reach them. */
export type ProviderSettings = z.output<typeof providerSchema>;
/** Settings of a failure function. */
export type RemedySettings = z.output<typeof remedySchema>;
/** Settings of the sweep. */
export type SweepSettings = z.output<typeof sweepSchema>;
/** Settings of the function that hears the provider's news. */
export type WebhookSettings = z.output<typeof webhookSchema>;
/** Settings of the function that hears what partners answer. */
export type PartnerResponseSettings = z.output<typeof publishingSchema>;
/** Settings of the function through which people decide. */
export type OperatorApiSettings = z.output<typeof operatorApiSchema>;
/** Settings of the daily reconciliation. */
export type ReconcileSettings = z.output<typeof reconcileSchema>;
/** Settings of the function that hears what became of mails. */
export type EmailEventSettings = z.output<typeof ledgerSchema>;
/** Settings of the apologise function. */
export type ApologySettings = z.output<typeof apologySchema>;

/** A function was deployed without a setting it needs. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  constructor(readonly settings: readonly string[]) {
    super(
      `These environment variables are missing or malformed: ${settings.join(', ')}. ` +
        'They come from the props of RefundAutomation; deploy the stack again with them set.',
    );
  }
}

/** Somebody ran the sweep without saying where the undelivered wait, and it would have passed them over in silence. */
export class SweepInputError extends Error {
  override readonly name = 'SweepInputError';
  constructor() {
    super('The sweep has to be told where the undelivered wait. Run it with the input that stands in its schedule.');
  }
}

export function remedySettings(environment: NodeJS.ProcessEnv): RemedySettings {
  return read(remedySchema, environment);
}

export function sweepSettings(environment: NodeJS.ProcessEnv): SweepSettings {
  return read(sweepSchema, environment);
}

/** @throws SweepInputError */
export function sweepInput(event: unknown): SweepInput {
  const result = sweepInputSchema.safeParse(event);
  if (result.success) return result.data;
  throw new SweepInputError();
}

export function webhookSettings(environment: NodeJS.ProcessEnv): WebhookSettings {
  return read(webhookSchema, environment);
}

export function partnerResponseSettings(environment: NodeJS.ProcessEnv): PartnerResponseSettings {
  return read(publishingSchema, environment);
}

export function operatorApiSettings(environment: NodeJS.ProcessEnv): OperatorApiSettings {
  return read(operatorApiSchema, environment);
}

export function reconcileSettings(environment: NodeJS.ProcessEnv): ReconcileSettings {
  return read(reconcileSchema, environment);
}

export function emailEventSettings(environment: NodeJS.ProcessEnv): EmailEventSettings {
  return read(ledgerSchema, environment);
}

export function apologySettings(environment: NodeJS.ProcessEnv): ApologySettings {
  return read(apologySchema, environment);
}

function read<Settings>(schema: z.ZodMiniType<Settings>, environment: NodeJS.ProcessEnv): Settings {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}

function readLimits(json: string, problems: z.core.ParsePayload): Limits {
  const overrides = readJson(json, problems);
  if (overrides === z.NEVER) return z.NEVER;
  try {
    return limitsOf(overrides);
  } catch (error) {
    if (!(error instanceof LimitsError)) throw error;
    return refuse(json, error.message, problems);
  }
}

function readJson(json: string, problems: z.core.ParsePayload): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return refuse(json, 'is no JSON', problems);
  }
}

function refuse(input: string, message: string, { issues }: z.core.ParsePayload): never {
  issues.push({ code: 'custom', message, input });
  return z.NEVER;
}
