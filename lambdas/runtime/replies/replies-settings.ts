import * as z from 'zod/mini';
import { brandsSchema } from '../environment/brand-setting';
import { SettingsError } from '../environment/environment';
import { conversationOwnersText, ownersText } from '../environment/owners-setting';
import { readJson } from '../settings/read-json';
import { text } from '../settings/text';

const conversingShape = {
  /** The ledger's DynamoDB table. */
  LEDGER_TABLE_NAME: text,
  /** The bus on which is told what became of conversations. */
  EVENT_BUS_NAME: text,
  /** The failure types that each owner looks after, as JSON. */
  OWNERS: ownersText,
  /** Who looks after conversations, as JSON. */
  CONVERSATION_OWNERS: conversationOwnersText,
};

const sendingShape = {
  ...conversingShape,
  SENDER_EMAIL: z.email(),
  SENDER_NAME: text,
  /** The mailbox that a person reads. */
  REPLY_TO_EMAIL: z.email(),
  /** The domain that answers go to. */
  REPLY_DOMAIN: text,
  /** What each brand has of its own, as JSON. */
  BRANDS: z.prefault(z.pipe(z.string(), z.pipe(z.transform(readJson), brandsSchema)), '{}'),
};

const lookSchema = z.object(conversingShape);

const hearSchema = z.object({
  ...sendingShape,
  /** Whether somebody is heard who answers no mail of ours. */
  HEARS_LETTERS: z.optional(z.literal('true')),
  /** Whether customers are asked whether it was made right. */
  HEARS_FEEDBACK: z.optional(z.literal('true')),
  /** Where SES puts mails that come. */
  REPLY_BUCKET: text,
  /** How many mails of customers are sent on to each mailbox a day, and how many of strangers. */
  COPIES_PER_DAY: z.pipe(z.string(), z.pipe(z.transform(Number), z.int().check(z.positive()))),
  /** Where it is written down who answered by mail. Missing where nobody does. */
  AUDIT_BUCKET_NAME: z.optional(text),
});

const answerSchema = z.object({ ...sendingShape, SES_CONFIGURATION_SET: text });

export type LookEnvironment = z.input<typeof lookSchema>;
export type HearEnvironment = z.input<typeof hearSchema>;
export type AnswerEnvironment = z.input<typeof answerSchema>;
export type LookSettings = z.output<typeof lookSchema>;
export type HearSettings = z.output<typeof hearSchema>;
export type AnswerSettings = z.output<typeof answerSchema>;

export function lookSettings(environment: NodeJS.ProcessEnv): LookSettings {
  return read(lookSchema, environment);
}

export function hearSettings(environment: NodeJS.ProcessEnv): HearSettings {
  return read(hearSchema, environment);
}

export function answerSettings(environment: NodeJS.ProcessEnv): AnswerSettings {
  return read(answerSchema, environment);
}

function read<Settings>(schema: z.ZodMiniType<Settings>, environment: NodeJS.ProcessEnv): Settings {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map(({ path }) => String(path[0])))]);
}
