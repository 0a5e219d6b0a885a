import * as z from 'zod/mini';
import { limitsOf, LimitsError } from './limit-overrides';
import { messageChannelsSchema } from '../../channels/port/message-channels';
import { controlsOfFirstMode, modes } from '../../model/controls';
import { followUpOptionsSchema } from '../../ledger/follow/follow-ups';
import { remedyIndexes } from '../../ledger/port/remedy-index';
import type { Limits } from '../../model/limits';
import { operatorRolesSchema } from './operator-roles';
import { reasonCodesText } from './reason-codes';
import { syntheticCurrencies } from '../../outcomes/synthetic';
import { brandShape } from './brand-setting';
import { partnerSettingSchema } from './partner-setting';
import { providerSchema, readingProviderSchema, remedyProviderSchema, stripeSchema } from './provider-setting';
import { insightSettingShape } from './insight-setting';
import { conversationOwnersText, ownersText } from './owners-setting';
import { judging, sealing } from './seal-settings';
import { addIssue, readJson } from '../settings/read-json';
import { text } from '../settings/text';
import { webhookSchema, type webhookSourceSchema } from './webhook-setting';

export { LimitsError, limitsOf, readLimitOverrides, type LimitOverrides } from './limit-overrides';
export { reasonCodesSchema } from './reason-codes';
export type { OperatorRoleText } from './operator-roles';
export { lookSchema, type BrandsText, type LookText } from './brand-setting';
export type { PartnerSettingText } from './partner-setting';

/**
 * Limits that differ from the defaults, as JSON: with all of them in it, the environment would outgrow Lambda's 4 KB.
 */
const limitsText = z.pipe(z.string(), z.transform(readLimits));

const perSecondText = z.pipe(
  z.string().check(z.regex(/^\d+(\.\d+)?$/)),
  z.pipe(z.transform(Number), z.number().check(z.positive())),
);

/** From 0 to 1. */
const shareText = z.pipe(
  z.string().check(z.regex(/^(0(\.\d+)?|1)$/)),
  z.pipe(z.transform(Number), z.number().check(z.gte(0), z.lte(1))),
);

const ledgerSchema = z.object({
  /** The ledger's DynamoDB table. */
  LEDGER_TABLE_NAME: text,
});

const publishingSchema = z.extend(ledgerSchema, {
  /** The bus on which outcomes such as RemedyIssued are published. */
  EVENT_BUS_NAME: text,
});

const limitedSchema = z.extend(publishingSchema, { LIMITS: limitsText });

/** The queue in front of the function, where its events come from one: it takes more of them by itself. */
const queuedText = { QUEUE_URL: z.optional(text) };

/** Where the function's code is, and beside it what was written when the app was synthesized. Lambda sets it. */
const besideCode = { LAMBDA_TASK_ROOT: z.prefault(text, '.') };

/** What the mode and the partners decide about. */
const partneredSchema = z.extend(limitedSchema, {
  ...judging,
  ...sealing,
  /** The controls that hold until somebody switches, by the mode of all failure types. */
  FIRST_MODE: z.prefault(z.pipe(z.enum(modes), z.transform(controlsOfFirstMode)), 'auto'),
  /** The partners that are not reached by events, as JSON. */
  PARTNERS: z.prefault(z.pipe(z.string(), z.pipe(z.transform(readJson), partnerSettingSchema)), '{}'),
});

/**
 * The input of the sweep's schedule. It is not in the environment, because Lambda's 4 KB have no room for long lists.
 */
const sweepInputSchema = z.object({
  retryQueues: z.array(
    z.object({
      /** The retry queue of the function. */
      queueUrl: text,
      /** Its dead-letter queue, for events that only a person can handle. */
      deadLetterQueueUrl: text,
      /** The function that is invoked with the events again. */
      functionName: text,
    }),
  ),
});

/** Policy options that differ from the defaults, as JSON. The failure type's own schema reads them. */
const policyText = z.pipe(z.string(), z.transform(readJson));

/** What all events of a source count as, whatever they say, as JSON. */
const evidenceText = z.optional(
  z.pipe(z.string(), z.pipe(z.transform(readJson), z.record(z.string(), z.enum(['detected', 'reported'])))),
);

/** Which sources may answer for what another one reported, as JSON. */
const answeringText = z.optional(z.pipe(z.string(), z.pipe(z.transform(readJson), z.array(z.string()))));

const syntheticSchema = z.intersection(
  z.extend(publishingSchema, {
    /** The mailbox that the apologies for synthetic failures go to. */
    SYNTHETIC_MAILBOX: z.email(),
    /** The currency of synthetic payments. */
    SYNTHETIC_CURRENCY: z.enum(syntheticCurrencies),
  }),
  stripeSchema,
);

/** What a function needs that tells owners which mails did not reach their customers. */
const tellingSchema = z.extend(publishingSchema, { OWNERS: ownersText });

/** From 0 to 99. */
const daysText = z.pipe(z.string().check(z.regex(/^\d{1,2}$/)), z.transform(Number));

const emailEventSchema = z.extend(tellingSchema, {
  /** So long after it should have arrived customers are asked whether it was made right. Without it nobody is. */
  FEEDBACK_AFTER_DAYS: z.optional(daysText),
});

const remedySchema = z.intersection(
  z.extend(partneredSchema, { ...queuedText, POLICY: policyText, EVIDENCE: evidenceText, ANSWERING: answeringText }),
  remedyProviderSchema,
);

const sweepSchema = z.intersection(
  z.extend(partneredSchema, {
    ...besideCode,
    /** How many requests a second the sweep makes to the provider, at most. */
    REFUNDS_PER_SECOND: perSecondText,
    OWNERS: ownersText,
  }),
  providerSchema,
);

const partnerResponseSchema = z.extend(publishingSchema, judging);

const partUpdateSchema = z.extend(partnerResponseSchema, {
  /** Whose updates are in the queue. */
  UPDATE_SCOPE: z.enum(['payments', 'parts']),
});

const operatorApiSchema = z.extend(partneredSchema, {
  ...insightSettingShape,
  ...besideCode,
  /** The bucket with the audit trail. */
  AUDIT_BUCKET_NAME: text,
  /** The bucket with mails as they left. Missing where none are kept. */
  SENT_MAILS_BUCKET_NAME: z.optional(text),
  /** The function that writes to customers. It shows mails before they leave. */
  APOLOGY_FUNCTION_NAME: text,
  /** The URLs of the queues whose tags name all dead-letter queues, comma-separated. */
  QUEUE_DIRECTORY_URLS: z.pipe(
    text,
    z.transform((list) => list.split(',')),
  ),
  /** The failure types of this deployment, comma-separated. They can be switched. */
  FAILURE_TYPES: z.pipe(
    text,
    z.transform((list) => list.split(',')),
  ),
  /** The event sources of this deployment, comma-separated. They can be switched too. */
  SOURCES: z.pipe(
    text,
    z.transform((list) => list.split(',')),
  ),
  /** The failure types that each owner looks after, as JSON. Missing where customers cannot answer here. */
  OWNERS: z.prefault(ownersText, '{}'),
  CONVERSATION_OWNERS: conversationOwnersText,
  /** Whether publishers are asked for more: somebody hears what they answer. */
  ASKS_SOURCES: z.optional(z.literal('true')),
  /** The function that takes reports, and the secret of links. Missing where nothing is reported. */
  REPORT_INTAKE_FUNCTION_NAME: z.optional(text),
  REPORT_LINK_SECRET_NAME: z.optional(text),
  /** The policy options of gestures that differ from the defaults, as JSON. Missing where nobody gives any. */
  GESTURES: z.optional(policyText),
  /** Where the shop says what a customer has bought, and the secret that signs requests to it. */
  SHOP_URL: z.optional(text),
  SHOP_SECRET_NAME: z.optional(text),
  /** The table of detectors, and their names, comma-separated. Missing where there are none. */
  WATCHED_TABLE_NAME: z.optional(text),
  DETECTORS: z.optional(text),
  /** The reasons for which people reject, as JSON, where they are not the usual ones. */
  REASON_CODES: reasonCodesText,
  /** The indexes for a search that the table has, comma-separated. Missing where it has none. */
  SEARCH_INDEXES: z.prefault(
    z.pipe(
      z.pipe(
        z.string(),
        z.transform((list) => list.split(',').filter((name) => name !== '')),
      ),
      z.array(z.enum(remedyIndexes)),
    ),
    '',
  ),
  /** The roles whose sessions are operators, as JSON. */
  OPERATORS: z.prefault(z.pipe(z.string(), z.pipe(z.transform(readJson), operatorRolesSchema)), '[]'),
});

const reconcileSchema = z.intersection(z.extend(ledgerSchema, judging), readingProviderSchema);

const keyRingSchema = z.object(sealing);

const apologySchema = z.extend(tellingSchema, {
  ...queuedText,
  /** How long words may wait for a person is one of them. */
  LIMITS: limitsText,
  ...brandShape,
  /** The share of remedies given by themselves that a person checks afterwards. Without it none are. */
  CHECKED_SHARE: z.optional(shareText),
  /** Which customers are written to once more, as JSON. Without it nobody is. */
  FOLLOW_UPS: z.optional(z.pipe(z.string(), z.pipe(z.transform(readJson), followUpOptionsSchema))),
  /** The bucket in which mails are kept as they left. Without it none are. */
  SENT_MAILS_BUCKET_NAME: z.optional(text),
  /** Who moves the money. Of Stripe's refunds it is known before how soon they arrive. */
  REFUND_PROVIDER: z.optional(z.enum(['stripe', 'http'])),
  /** The domain that answers go to. Without it they go to `REPLY_TO_EMAIL`. */
  REPLY_DOMAIN: z.optional(text),
  /** Where customers answer whether it was made right, and the secret of links to it. Without them nobody is asked. */
  FEEDBACK_PAGE_URL: z.optional(text),
  FEEDBACK_LINK_SECRET_NAME: z.optional(text),
  /** How long an apology waits for the page that its customer is on, in milliseconds. Without it, it waits for none. */
  PAGE_FIRST_MS: z.optional(z.pipe(z.string().check(z.regex(/^\d{1,5}$/)), z.transform(Number))),
  /** The channels on which messages are begun, as JSON. */
  MESSAGE_CHANNELS: z.prefault(z.pipe(z.string(), z.pipe(z.transform(readJson), messageChannelsSchema)), '[]'),
  /** The SES configuration set that reports deliveries, bounces and complaints. */
  SES_CONFIGURATION_SET: text,
});

/**
 * The variables that a template has to set, all as text. It is typed with these, so that neither side can forget a
 * name.
 */
export type ProviderEnvironment = z.input<typeof providerSchema>;
export type ReadingProviderEnvironment = z.input<typeof readingProviderSchema>;
export type WebhookSourceEnvironment = z.input<typeof webhookSourceSchema>;
export type RemedyEnvironment = z.input<typeof remedySchema>;
export type SweepEnvironment = z.input<typeof sweepSchema>;
export type SweepInput = z.input<typeof sweepInputSchema>;
export type WebhookEnvironment = z.input<typeof webhookSchema>;
export type PartUpdateEnvironment = z.input<typeof partUpdateSchema>;
export type PartnerResponseEnvironment = z.input<typeof partnerResponseSchema>;
export type KeyRingEnvironment = z.input<typeof keyRingSchema>;
export type OperatorApiEnvironment = z.input<typeof operatorApiSchema>;
export type ReconcileEnvironment = z.input<typeof reconcileSchema>;
export type EmailEventEnvironment = z.input<typeof emailEventSchema>;
export type SyntheticEnvironment = z.input<typeof syntheticSchema>;
export type ApologyEnvironment = z.input<typeof apologySchema>;

/** The payment provider, and how it is reached. */
export type ProviderSettings = z.output<typeof providerSchema>;
/** The same for who only reads there. */
export type ReadingProviderSettings = z.output<typeof readingProviderSchema>;
/** The same, where there may be none. */
export type RemedyProviderSettings = z.output<typeof remedyProviderSchema>;
/** Settings of a failure function. */
export type RemedySettings = z.output<typeof remedySchema>;
/** Settings of the sweep. */
export type SweepSettings = z.output<typeof sweepSchema>;
/** Settings of a function that receives webhook events. */
export type WebhookSettings = z.output<typeof webhookSchema>;
/** Settings of a function that applies what another one received. */
export type PartUpdateSettings = z.output<typeof partUpdateSchema>;
/** Settings of the function that receives partners' responses. */
export type PartnerResponseSettings = z.output<typeof partnerResponseSchema>;
/** Settings of the function that makes the keys of the seals. */
export type KeyRingSettings = z.output<typeof keyRingSchema>;
/** Settings of the operator API. */
export type OperatorApiSettings = z.output<typeof operatorApiSchema>;
/** Settings of the daily reconciliation. */
export type ReconcileSettings = z.output<typeof reconcileSchema>;
/** Settings of the function that receives SES's events about mails. */
export type EmailEventSettings = z.output<typeof emailEventSchema>;
/** Settings of the function that makes synthetic failures. */
export type SyntheticSettings = z.output<typeof syntheticSchema>;
/** Settings of the apologise function. */
export type ApologySettings = z.output<typeof apologySchema>;

/** A function was deployed without a setting that it needs. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  constructor(readonly settings: readonly string[]) {
    super(
      `These environment variables are missing or malformed: ${settings.join(', ')}. ` +
        'They come from the props of RefundAutomation; deploy the stack again with them set.',
    );
  }
}

/** The sweep was invoked without its retry queues, and would have skipped them silently. */
export class SweepInputError extends Error {
  override readonly name = 'SweepInputError';
  constructor() {
    super('The sweep needs its retry queues. Invoke it with the input of its schedule.');
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

export function partUpdateSettings(environment: NodeJS.ProcessEnv): PartUpdateSettings {
  return read(partUpdateSchema, environment);
}

export function partnerResponseSettings(environment: NodeJS.ProcessEnv): PartnerResponseSettings {
  return read(partnerResponseSchema, environment);
}

export function keyRingSettings(environment: NodeJS.ProcessEnv): KeyRingSettings {
  return read(keyRingSchema, environment);
}

export function operatorApiSettings(environment: NodeJS.ProcessEnv): OperatorApiSettings {
  return read(operatorApiSchema, environment);
}

export function reconcileSettings(environment: NodeJS.ProcessEnv): ReconcileSettings {
  return read(reconcileSchema, environment);
}

export function emailEventSettings(environment: NodeJS.ProcessEnv): EmailEventSettings {
  return read(emailEventSchema, environment);
}

export function syntheticSettings(environment: NodeJS.ProcessEnv): SyntheticSettings {
  return read(syntheticSchema, environment);
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
    return addIssue(json, error.message, problems);
  }
}
