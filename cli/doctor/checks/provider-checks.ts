import { InvokeCommand } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import type { ReadinessQuestion } from '../../../lambdas/runtime/handlers/readiness-question';
import type { AwsClients } from '../stage/aws-clients';
import { advice, notReady, notSeen, ready, type Check } from './check';
import { functionOf, settingOf, type Deployment } from '../stage/deployment';
import { partnerSecretOf } from '../stage/secret-names';

/** Settings that name a secret, and what it holds. */
const secretSettings = {
  STRIPE_SECRET_NAME: 'the API key of Stripe',
  STRIPE_READ_SECRET_NAME: 'an API key of Stripe that only reads',
  STRIPE_WEBHOOK_SECRET_NAME: 'the signing secret of the webhook',
  REFUND_ENDPOINT_SECRET_NAME: 'the secret that signs requests to the refund endpoint',
  REFUND_ENDPOINT_READ_SECRET_NAME: 'the secret that signs requests to the refund endpoint that only read',
  REFUND_WEBHOOK_SECRET_NAME: 'the secret with which the refund endpoint signs its webhook events',
  PARTNER_WEBHOOK_SECRET_NAME: "the secret with which the partners' endpoint signs its webhook events",
} as const;

/** Whether each secret is there. Their values are not read: who looks needs no right to them. */
export async function checkSecrets(deployment: Deployment, { secrets }: AwsClients): Promise<readonly Check[]> {
  const named = Object.entries(secretSettings).flatMap(([setting, holds]): { name: string; holds: string }[] => {
    const name = settingOf(deployment, setting);
    return name === undefined ? [] : [{ name, holds }];
  });
  const ofPartner = partnerSecretOf(deployment);
  if (ofPartner !== undefined) {
    named.push({ name: ofPartner, holds: "the secret that signs requests to the partners' endpoint" });
  }
  const once = named.filter(({ name }, index) => named.findIndex((other) => other.name === name) === index);
  return Promise.all(once.map(({ name, holds }) => checkSecret(name, holds, secrets)));
}

async function checkSecret(name: string, holds: string, secrets: AwsClients['secrets']): Promise<Check> {
  const what = `secret ${name}`;
  const create = `aws secretsmanager create-secret --name ${name} --secret-string file://key.txt`;
  try {
    const found = await secrets.send(new DescribeSecretCommand({ SecretId: name }));
    if (found.DeletedDate) {
      return notReady(what, 'it is about to be deleted', `aws secretsmanager restore-secret --secret-id ${name}`);
    }
    const isFilled = Object.values(found.VersionIdsToStages ?? {}).some((stages) => stages.includes('AWSCURRENT'));
    if (isFilled) return ready(what, `it holds ${holds}`);
    const put = `aws secretsmanager put-secret-value --secret-id ${name} --secret-string file://key.txt`;
    return notReady(what, `it is empty, and should hold ${holds}`, put);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    return notReady(what, `it is not there, and should hold ${holds}`, create);
  }
}

const readinessSchema = z.object({
  provider: z.enum(['stripe', 'http']),
  key: z.object({ state: z.enum(['accepted', 'missing', 'refused', 'not-seen']), why: z.optional(z.string()) }),
  mode: z.optional(z.enum(['live', 'test'])),
  rights: z.array(
    z.object({
      right: z.string(),
      without: z.string(),
      reader: z.enum(['needs', 'may', 'should-not']),
      state: z.enum(['given', 'lacking', 'not-seen']),
      why: z.optional(z.string()),
    }),
  ),
  webhook: z.optional(z.object({ state: z.enum(['registered', 'missing', 'not-seen']), why: z.optional(z.string()) })),
});

type Readiness = z.output<typeof readinessSchema>;

/**
 * Asks the functions that hold the keys: the sweep pays, and the reconciliation reads. Each says what it may do with
 * its key, and not what it is.
 */
export async function checkProvider(deployment: Deployment, aws: AwsClients): Promise<readonly Check[]> {
  const nameOf = (service: string) => functionOf(deployment, service)?.name;
  const secretOf = (setting: keyof typeof secretSettings) => settingOf(deployment, setting);
  return checkKeys(
    { paying: nameOf('sweep'), reading: nameOf('reconcile'), webhookUrl: deployment.outputs['WebhookUrl'], secretOf },
    aws,
  );
}

/** The same of the local system, whose provider is an emulator. */
export async function checkLocalProvider(
  { paying, reading }: Pick<Asking, 'paying' | 'reading'>,
  aws: AwsClients,
): Promise<readonly Check[]> {
  return checkKeys({ paying, reading, webhookUrl: undefined, secretOf: () => undefined }, aws);
}

/** Whom to ask about what. */
interface Asking {
  /** The functions, by name. Undefined where there is none. */
  readonly paying: string | undefined;
  readonly reading: string | undefined;
  readonly webhookUrl: string | undefined;
  /** The name of the secret in a setting of functions. */
  readonly secretOf: (setting: keyof typeof secretSettings) => string | undefined;
}

async function checkKeys(
  { paying, reading, webhookUrl, secretOf }: Asking,
  aws: AwsClients,
): Promise<readonly Check[]> {
  const paid = await ask({ functionName: paying, what: keyChecks.paying, webhookUrl }, aws);
  const read = await ask({ functionName: reading, what: keyChecks.reading, webhookUrl: undefined }, aws);
  return [
    ...('what' in paid ? [paid] : checksOfPayer(paid, secretOf(payingSetting(paid)) ?? 'of the local system')),
    ...('what' in read ? [read] : checksOfReader(read, secretOf(readingSetting(read)) ?? 'of the local system')),
  ];
}

const keyChecks = { paying: 'provider key', reading: 'provider key that reads' } as const;

type Asked = Readiness & { readonly webhookUrl: string | undefined };

interface Question {
  readonly functionName: string | undefined;
  readonly what: string;
  readonly webhookUrl: string | undefined;
}

async function ask({ functionName, what, webhookUrl }: Question, aws: AwsClients): Promise<Asked | Check> {
  if (functionName === undefined) return notSeen(what, 'there is no function to ask');
  const question: ReadinessQuestion = { ask: 'readiness', ...(webhookUrl !== undefined && { webhookUrl }) };
  const Payload = Buffer.from(JSON.stringify(question));
  const answer = await aws.functions.send(new InvokeCommand({ FunctionName: functionName, Payload }));
  const log = `aws logs tail --since 10m "$(aws lambda get-function-configuration --function-name ${functionName} --query LoggingConfig.LogGroup --output text)"`;
  if (answer.FunctionError !== undefined) return notSeen(what, 'the function that has it failed to answer', log);
  const readiness = readinessSchema.safeParse(jsonOf(Buffer.from(answer.Payload ?? []).toString('utf8')));
  if (readiness.success) return { ...readiness.data, webhookUrl };
  return notSeen(
    what,
    'the function that has it gave an answer that this version does not know; deploy the version of this command',
  );
}

function checksOfPayer(readiness: Asked, secretName: string): Check[] {
  const { rights, webhookUrl } = readiness;
  return [
    keyCheck(keyChecks.paying, readiness, secretName),
    ...rights.map(rightCheck),
    ...(webhookUrl === undefined ? [] : [webhookCheck(readiness, webhookUrl)]),
  ];
}

/** A key that only reads lacks what writes, as it should. */
function checksOfReader(readiness: Readiness, secretName: string): Check[] {
  const what = keyChecks.reading;
  const { rights } = readiness;
  const found = keyCheck(what, readiness, secretName);
  if (found.state === 'not-ready' || found.state === 'not-seen') return [found];
  const tooMuch = rights.filter(({ reader, state }) => reader === 'should-not' && state === 'given');
  const lacking = rights.filter(({ reader, state }) => reader === 'needs' && state === 'lacking');
  const put = `aws secretsmanager put-secret-value --secret-id ${secretName} --secret-string file://key.txt`;
  const named = (some: typeof rights) => some.map(({ right }) => right).join(', ');
  if (lacking.length > 0) return [notReady(what, `it lacks ${named(lacking)}. Without it nothing is compared`, put)];
  if (tooMuch.length === 0) return [ready(what, 'it is accepted, and only reads')];
  const why = `it may do more than read (${named(tooMuch)}): whoever gets hold of the comparison can refund`;
  return [advice(what, why, put)];
}

function payingSetting({ provider }: Readiness): keyof typeof secretSettings {
  return provider === 'stripe' ? 'STRIPE_SECRET_NAME' : 'REFUND_ENDPOINT_SECRET_NAME';
}

function readingSetting({ provider }: Readiness): keyof typeof secretSettings {
  return provider === 'stripe' ? 'STRIPE_READ_SECRET_NAME' : 'REFUND_ENDPOINT_READ_SECRET_NAME';
}

function keyCheck(what: string, { key: { state, why = '' }, mode }: Readiness, secretName: string): Check {
  const put = `aws secretsmanager put-secret-value --secret-id ${secretName} --secret-string file://key.txt`;
  switch (state) {
    case 'accepted':
      if (mode === 'test') return advice(what, 'it is accepted, and moves no real money: it is a key for tests');
      return ready(what, mode === 'live' ? 'it is accepted, and moves real money' : 'it is accepted');
    case 'missing':
    case 'refused':
      return notReady(what, why || 'the provider does not accept it', put);
    case 'not-seen':
      return notSeen(what, why || 'the provider gave no answer; look again later');
  }
}

function rightCheck({ right, without, state, why }: Readiness['rights'][number]): Check {
  const what = `may: ${right}`;
  if (state === 'given') return ready(what, 'given');
  if (state === 'not-seen') return notSeen(what, `${why ?? 'no usable answer'}; look again later`);
  const mend = 'give it to the key at the provider: docs/deploying.md, "The Stripe key"';
  return notReady(what, `${why ?? 'lacking'}. Without it: ${without}`, mend);
}

function webhookCheck({ webhook, provider }: Readiness, url: string): Check {
  const what = 'webhook';
  if (webhook?.state === 'registered') return ready(what, 'the provider sends its events here');
  const ofBanks = ['created', 'updated', 'closed'].map((change) => `charge.dispute.${change}`);
  const warnings = ['created', 'updated'].map((change) => `radar.early_fraud_warning.${change}`);
  const events = ['refund.created', 'refund.updated', 'refund.failed', ...ofBanks, ...warnings];
  const create = `stripe webhook_endpoints create --url ${url} ${events.map((name) => `-d "enabled_events[]=${name}"`).join(' ')}`;
  const mend = provider === 'stripe' ? create : `let your endpoint send its events to ${url}`;
  if (webhook?.state === 'missing') return notReady(what, `${webhook.why ?? 'it is not registered'}: ${url}`, mend);
  // A key that may not list them is as it should be, so this is no reason to call the stage unready.
  const show = provider === 'stripe' ? 'stripe webhook_endpoints list' : undefined;
  return advice(what, `nobody here can see whether ${url} is registered (${webhook?.why ?? 'no answer'})`, show);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
