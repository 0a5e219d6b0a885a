import type { Node } from 'constructs';
import * as z from 'zod/mini';
import { failureTypes } from './handled-failure';

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
  /** A verified SES identity that covers the sender, where there is one. */
  senderIdentity: z.optional(line('a verified SES identity of this account and region')),
  /** Secrets Manager secret with the payment provider's API key. */
  stripeSecretName: z.optional(line('the name of the secret with the API key of the payment provider')),
  /** Who gets a mail when an alarm goes off. */
  alarmEmail: z.optional(address('the address that gets a mail when an alarm goes off')),
  /** The event source of a failure type, where it is not the one of its definition. */
  sources: perFailure(/^[\w.-]+$/, `Type=source, with the types ${failureTypes.join(', ')}`),
  /** ARNs of the roles that may publish a failure type. */
  publishers: perFailure(
    /^arn:[\w-]+:iam::\d{12}:role\/\S+$/,
    `Type=role ARN, with the types ${failureTypes.join(', ')}`,
  ),
});

/** What differs between two deployments of Amends: names and addresses. Everything else is the same everywhere. */
export type StageConfig = z.infer<typeof stageSchema> & { readonly stripeSecretName: string };

/** The stage of `npm start` and of a synthesis without arguments. It is complete, and nothing of it belongs to anybody. */
const localStage = 'local';

const localDefaults = {
  sender: 'care@example.com',
  senderName: 'Example Films',
  replyTo: 'help@example.com',
  signatory: 'Maya Lindqvist',
  signatoryRole: 'Head of Customer Care',
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
  return { ...data, stripeSecretName: data.stripeSecretName ?? `amends/${data.stage}/stripe` };
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
