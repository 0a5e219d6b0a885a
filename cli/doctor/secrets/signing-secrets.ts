import { InvokeCommand } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { dayMs } from '../../../lambdas/model/durations';
import { secretsQuestion } from '../../../lambdas/runtime/secrets/secrets-question';
import { advice, notReady, notSeen, ready, type Check } from '../checks/check';
import type { AwsClients } from '../stage/aws-clients';
import type { Deployment, DeployedFunction } from '../stage/deployment';

/** Whoever learned it long ago still has it. */
const oldDays = 365;

/** Settings that name a secret of detectors, reports and channels, and what it holds. */
const held = {
  SIGNAL_SECRET_NAME: 'the secret with which the source of signals signs',
  SHOP_SECRET_NAME: 'the secret that signs questions to the shop',
  REPORT_LINK_SECRET_NAME: 'the secret with which the shop signs links to report',
  FEEDBACK_LINK_SECRET_NAME: 'the secret with which links are signed that ask whether it was made right',
  SIGNING_SECRET_NAME: 'the secret with which the network signs what customers write',
  ANSWER_SECRET_NAME: 'the token or secret by which the network knows the company',
  CUSTOMERS_SECRET_NAME: 'the secret that signs questions who wrote',
  FEED_LINK_SECRET_NAME: 'the secret with which the shop signs links to what was given',
} as const;

type Setting = keyof typeof held;

interface Signing {
  readonly name: string;
  readonly setting: Setting;
  /** A function that may read it. */
  readonly by: DeployedFunction;
}

/**
 * Whether each secret of detectors, reports, channels and the shop is there, is the real one, and is not too old. Who
 * looks needs no right to their values: the functions that have it say what they are worth.
 */
export async function checkSigningSecrets(
  deployment: Deployment,
  aws: AwsClients,
  now: Date,
): Promise<readonly Check[]> {
  return Promise.all(signingIn(deployment).map((signing) => checkOf(signing, aws, now)));
}

/** Functions that say what their secrets are worth. */
const answering: readonly string[] = ['report-intake', 'feedback-intake', 'feed-intake'];

/** Of a channel. Other webhooks have other settings. */
const ofChannel = /-(?:webhook|messages|answers)$/;

/** Others name these secrets, too, and answer no such question. */
function signingIn({ functions }: Deployment): readonly Signing[] {
  const asked = functions.filter(
    ({ service }) => answering.includes(service) || service.startsWith('detector-') || ofChannel.test(service),
  );
  const all = asked.flatMap((by) =>
    (Object.keys(held) as Setting[]).flatMap((setting) => {
      const name = by.environment[setting];
      return name === undefined ? [] : [{ name, setting, by }];
    }),
  );
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

async function checkOf({ name, setting, by }: Signing, aws: AwsClients, now: Date): Promise<Check> {
  const what = `secret ${name}`;
  const holds = held[setting];
  const put = `aws secretsmanager put-secret-value --secret-id ${name} --secret-string file://key.txt`;
  const found = await described(name, aws);
  if (!found) {
    const create = `aws secretsmanager create-secret --name ${name} --secret-string file://key.txt`;
    return notReady(what, `it is not there, and should hold ${holds}`, create);
  }
  if (found.DeletedDate) {
    return notReady(what, 'it is about to be deleted', `aws secretsmanager restore-secret --secret-id ${name}`);
  }
  const state = await stateOf({ name, setting, by }, aws);
  switch (state) {
    case 'missing':
      return notReady(what, `it is empty, and should hold ${holds}`, put);
    case 'placeholder':
      return notReady(what, `it holds something that was to be replaced by ${holds}`, put);
    case 'short':
      return notReady(what, `it is so short that it can be guessed, and should hold ${holds}`, put);
    case 'fit':
      return ageCheck(what, found, { holds, put, now });
    default:
      return notSeen(what, `${by.service} did not say what it is worth`);
  }
}

async function described(name: string, { secrets }: AwsClients) {
  try {
    return await secrets.send(new DescribeSecretCommand({ SecretId: name }));
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

const answerSchema = z.record(z.string(), z.enum(['fit', 'placeholder', 'short', 'missing']));

async function stateOf({ setting, by }: Signing, { functions }: AwsClients) {
  const Payload = JSON.stringify(secretsQuestion);
  const { Payload: answer, FunctionError } = await functions.send(
    new InvokeCommand({ FunctionName: by.name, Payload }),
  );
  if (FunctionError !== undefined || !answer) return undefined;
  const read = answerSchema.safeParse(JSON.parse(Buffer.from(answer).toString('utf8')));
  return read.data?.[setting];
}

function ageCheck(
  what: string,
  {
    LastChangedDate: changed,
    CreatedDate: created,
  }: { LastChangedDate?: Date | undefined; CreatedDate?: Date | undefined },
  { holds, put, now }: { readonly holds: string; readonly put: string; readonly now: Date },
): Check {
  const since = changed ?? created;
  const days = since ? Math.floor((now.getTime() - since.getTime()) / dayMs) : 0;
  if (days <= oldDays) return ready(what, `it holds ${holds}`);
  return advice(what, `it has been the same for ${days} days: give it and whoever signs a new one`, put);
}
