import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));

const remedySettingsSchema = z.object({
  /** The ledger's DynamoDB table. */
  LEDGER_TABLE_NAME: text,
  /** The bus on which outcomes such as RemedyIssued are published. */
  EVENT_BUS_NAME: text,
  /** Secrets Manager secret that holds the provider's API key as a plain string. */
  STRIPE_SECRET_NAME: text,
  /** Where the provider's API is reached: https://api.stripe.com, or a stand-in. */
  STRIPE_API_URL: z.url(),
});

const apologySettingsSchema = z.object({
  LEDGER_TABLE_NAME: text,
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
  /** The SES configuration set that reports deliveries, bounces and complaints. */
  SES_CONFIGURATION_SET: text,
});

/** Environment of a failure function. The template is typed with it, so that neither side can forget a name. */
export type RemedySettings = z.infer<typeof remedySettingsSchema>;

/** Environment of the apologise function. */
export type ApologySettings = z.infer<typeof apologySettingsSchema>;

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

export function remedySettings(environment: NodeJS.ProcessEnv): RemedySettings {
  return read(remedySettingsSchema, environment);
}

export function apologySettings(environment: NodeJS.ProcessEnv): ApologySettings {
  return read(apologySettingsSchema, environment);
}

function read<Settings>(schema: z.ZodMiniType<Settings>, environment: NodeJS.ProcessEnv): Settings {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  throw new SettingsError([...new Set(result.error.issues.map((issue) => issue.path.join('.')))]);
}
