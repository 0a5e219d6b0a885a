import { InvokeCommand } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import type { ReadinessQuestion } from '../../../lambdas/runtime/handlers/reconcile-handler';
import type { AwsClients } from '../stage/aws-clients';
import { advice, notReady, notSeen, ready, type Check } from './check';
import { functionOf, settingOf, type Deployment } from '../stage/deployment';

/** Settings that name a secret, and what it holds. */
const secretSettings = {
  STRIPE_SECRET_NAME: 'the API key of Stripe',
  STRIPE_WEBHOOK_SECRET_NAME: 'the signing secret of the webhook',
  REFUND_ENDPOINT_SECRET_NAME: 'the secret shared with the refund endpoint',
  PARTNER_ENDPOINT_SECRET_NAME: 'the secret shared with the endpoint of the partners',
} as const;

/** Whether each secret is there. Their values are not read: who looks needs no right to them. */
export async function checkSecrets(deployment: Deployment, { secrets }: AwsClients): Promise<readonly Check[]> {
  const named = Object.entries(secretSettings).flatMap(([setting, holds]) => {
    const name = settingOf(deployment, setting);
    return name === undefined ? [] : [{ name, holds }];
  });
  return Promise.all(named.map(({ name, holds }) => checkSecret(name, holds, secrets)));
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
      state: z.enum(['given', 'lacking', 'not-seen']),
      why: z.optional(z.string()),
    }),
  ),
  webhook: z.optional(z.object({ state: z.enum(['registered', 'missing', 'not-seen']), why: z.optional(z.string()) })),
});

type Readiness = z.output<typeof readinessSchema>;

/** Asks the function that holds the key. It says what it may do with it, and not what it is. */
export async function checkProvider(deployment: Deployment, aws: AwsClients): Promise<readonly Check[]> {
  const reconcile = functionOf(deployment, 'reconcile');
  if (!reconcile) return [notSeen(keyCheckName, 'this deployment has no reconciliation to ask')];
  const readiness = await ask(reconcile.name, deployment.outputs['WebhookUrl'], aws);
  if ('what' in readiness) return [readiness];
  return [keyCheck(readiness, settingOf(deployment, secretSettingOf(readiness)) ?? ''), ...othersOf(readiness)];
}

/** The same of the local system, whose provider is an emulator. */
export async function checkLocalProvider(functionName: string | undefined, aws: AwsClients): Promise<readonly Check[]> {
  if (functionName === undefined) return [notSeen(keyCheckName, 'this local system names no reconciliation to ask')];
  const readiness = await ask(functionName, undefined, aws);
  if ('what' in readiness) return [readiness];
  return [keyCheck(readiness, 'of the local system'), ...othersOf(readiness)];
}

const keyCheckName = 'provider key';

type Asked = Readiness & { readonly webhookUrl: string | undefined };

async function ask(FunctionName: string, webhookUrl: string | undefined, aws: AwsClients): Promise<Asked | Check> {
  const question: ReadinessQuestion = { ask: 'readiness', ...(webhookUrl !== undefined && { webhookUrl }) };
  const Payload = Buffer.from(JSON.stringify(question));
  const answer = await aws.functions.send(new InvokeCommand({ FunctionName, Payload }));
  const log = `aws logs tail --since 10m "$(aws lambda get-function-configuration --function-name ${FunctionName} --query LoggingConfig.LogGroup --output text)"`;
  if (answer.FunctionError !== undefined) return notSeen(keyCheckName, 'the reconciliation failed to answer', log);
  const readiness = readinessSchema.safeParse(jsonOf(Buffer.from(answer.Payload ?? []).toString('utf8')));
  if (readiness.success) return { ...readiness.data, webhookUrl };
  return notSeen(
    keyCheckName,
    'the reconciliation gave an answer that this version does not know; deploy the version of this command',
  );
}

function othersOf(readiness: Asked): Check[] {
  const { rights, webhookUrl } = readiness;
  return [...rights.map(rightCheck), ...(webhookUrl === undefined ? [] : [webhookCheck(readiness, webhookUrl)])];
}

function secretSettingOf({ provider }: Readiness): keyof typeof secretSettings {
  return provider === 'stripe' ? 'STRIPE_SECRET_NAME' : 'REFUND_ENDPOINT_SECRET_NAME';
}

function keyCheck({ key: { state, why = '' }, mode }: Readiness, secretName: string): Check {
  const what = keyCheckName;
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
  const events = ['refund.created', 'refund.updated', 'refund.failed', 'charge.dispute.created'];
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
