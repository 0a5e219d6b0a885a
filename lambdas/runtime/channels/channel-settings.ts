import * as z from 'zod/mini';
import { amplificationSchema } from '../../channels/amplification/amplification';
import { complaintRuleSchema } from '../../channels/complaints/complaint-rule';
import { SettingsError } from '../environment/environment';
import { readJson } from '../settings/read-json';
import { text } from '../settings/text';

const json = z.pipe(z.string(), z.transform(readJson));

const webhookSchema = z.object({
  /** The queue that gets what was received. */
  UPDATE_QUEUE_URL: text,
  /** Secrets Manager secret with which the network signs. */
  SIGNING_SECRET_NAME: text,
  /** What the deployment says about the channel, as JSON. Its own schema reads it. */
  CHANNEL: json,
});

const messagesSchema = z.object({
  EVENT_BUS_NAME: text,
  /** Whether answers are sent on the channel. */
  SENDS_ANSWERS: z.optional(z.literal('true')),
  /** Which messages are complaints, as JSON. */
  COMPLAINTS: z.pipe(json, complaintRuleSchema),
  /** The endpoint that knows customers by their handles, with the secret of our requests. Both or none. */
  CUSTOMERS_URL: z.optional(z.url({ protocol: /^https?$/ })),
  CUSTOMERS_SECRET_NAME: z.optional(text),
  /** When many people who write about one cause are an incident, as JSON, and where they are counted. Both or none. */
  AMPLIFICATION: z.optional(z.pipe(json, amplificationSchema)),
  LEDGER_TABLE_NAME: z.optional(text),
});

const answersSchema = z.object({
  /** Where it is remembered which answers were sent. */
  LEDGER_TABLE_NAME: text,
  EVENT_BUS_NAME: text,
  /** Secrets Manager secret with which the company is known to the network. Missing where it is known by its role. */
  ANSWER_SECRET_NAME: z.optional(text),
  /** Whether it is kept who has said STOP there. */
  KEEPS_CONTACTS: z.optional(z.literal('true')),
  CHANNEL: json,
});

/** The variables that a template has to set, all as text. */
export type ChannelWebhookEnvironment = z.input<typeof webhookSchema>;
export type ChannelMessagesEnvironment = z.input<typeof messagesSchema>;

export type ChannelAnswersEnvironment = z.input<typeof answersSchema>;

export type ChannelAnswersSettings = z.output<typeof answersSchema>;
export type ChannelWebhookSettings = z.output<typeof webhookSchema>;
export type ChannelMessagesSettings = z.output<typeof messagesSchema>;

/** @throws SettingsError */
export function channelWebhookSettings(environment: NodeJS.ProcessEnv): ChannelWebhookSettings {
  return read(webhookSchema, environment);
}

/** @throws SettingsError */
export function channelMessagesSettings(environment: NodeJS.ProcessEnv): ChannelMessagesSettings {
  return read(messagesSchema, environment);
}

/** @throws SettingsError */
export function channelAnswersSettings(environment: NodeJS.ProcessEnv): ChannelAnswersSettings {
  return read(answersSchema, environment);
}

/**
 * What a deployment says about one channel, by the channel's own schema.
 *
 * @throws SettingsError
 */
export function settingsOfChannel<Settings>(schema: z.ZodMiniType<Settings>, given: unknown): Settings {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new SettingsError(result.error.issues.map(({ path }) => ['CHANNEL', ...path].join('.')));
}

function read<Settings>(schema: z.ZodMiniType<Settings>, environment: NodeJS.ProcessEnv): Settings {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}
