import { InvokeCommand } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import type { SealsQuestion } from '../../../lambdas/runtime/handlers/readiness-question';
import type { AwsClients } from '../stage/aws-clients';
import { functionOf, settingOf, type DeployedFunction, type Deployment } from '../stage/deployment';
import { notReady, notSeen, ready, type Check } from './check';

const what = 'seal keys';

const publicKeysSchema = z.record(z.string(), z.string());

const readinessSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('read'), keys: publicKeysSchema, sealsWith: z.optional(z.int()) }),
  z.object({ state: z.literal('unusable'), why: z.string() }),
  z.object({ state: z.literal('not-seen'), why: z.string() }),
]);

type PublicKeys = z.output<typeof publicKeysSchema>;

type ReadKeys = Extract<z.output<typeof readinessSchema>, { readonly state: 'read' }>;

/**
 * Whether what moves money can be sealed, and everybody who judges seals knows the key. The secret is not read: the
 * sweep, which seals, says the public halves of what is in it.
 */
export async function checkSeals(deployment: Deployment, aws: AwsClients): Promise<readonly Check[]> {
  const secret = settingOf(deployment, 'SEAL_SECRET_NAME');
  if (secret === undefined) return [notSeen(what, 'no function of this deployment names their secret')];
  const missing = await secretCheck(secret, deployment, aws);
  return missing ? [missing] : [await keysCheck(deployment, aws)];
}

async function secretCheck(secret: string, { deployCommand }: Deployment, { secrets }: AwsClients) {
  try {
    const { DeletedDate, VersionIdsToStages = {} } = await secrets.send(
      new DescribeSecretCommand({ SecretId: secret }),
    );
    if (DeletedDate) {
      const restore = `aws secretsmanager restore-secret --secret-id ${secret}`;
      return notReady(what, 'their secret is about to be deleted: without it nothing is promised or paid', restore);
    }
    if (Object.values(VersionIdsToStages).some((stages) => stages.includes('AWSCURRENT'))) return undefined;
    return notReady(what, 'their secret is empty: nothing is promised or paid', deployCommand);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    return notReady(what, `their secret ${secret} is not there: nothing is promised or paid`, deployCommand);
  }
}

async function keysCheck(deployment: Deployment, aws: AwsClients): Promise<Check> {
  const sweep = functionOf(deployment, 'sweep');
  if (!sweep) return notSeen(what, 'there is no sweep to ask');
  const answer = await ask(sweep, aws);
  if (!answer)
    return notSeen(what, 'the sweep gave no answer that this version knows; deploy the version of this command');
  switch (answer.state) {
    case 'not-seen':
      return notSeen(what, `the sweep could not read their secret (${answer.why})`);
    case 'unusable':
      return notReady(what, `${answer.why}: nothing is promised or paid`, deployment.deployCommand);
    case 'read':
      return judgesCheck(answer, deployment);
  }
}

function judgesCheck({ keys, sealsWith }: ReadKeys, { functions, deployCommand }: Deployment): Check {
  if (sealsWith === undefined) {
    const none = 'their secret holds no key that the functions know: nothing is promised or paid';
    return notReady(what, none, deployCommand);
  }
  const judges = functions.filter(({ environment }) => 'SEAL_KEYS' in environment);
  const wrong = judges.flatMap((each) => differences(each, keys));
  if (wrong.length > 0) return notReady(what, wrong.join('; '), deployCommand);
  return ready(what, `key ${sealsWith} seals, and ${judges.length} functions judge by it`);
}

async function ask({ name }: DeployedFunction, { functions }: AwsClients) {
  const question: SealsQuestion = { ask: 'seals' };
  const Payload = Buffer.from(JSON.stringify(question));
  const { FunctionError, Payload: answer = [] } = await functions.send(
    new InvokeCommand({ FunctionName: name, Payload }),
  );
  if (FunctionError !== undefined) return undefined;
  return readinessSchema.safeParse(jsonOf(Buffer.from(answer).toString('utf8'))).data;
}

/** A key that a function lacks makes it give nothing; one more lets somebody else seal. */
function differences({ service, environment }: DeployedFunction, keys: PublicKeys): readonly string[] {
  const known = publicKeysSchema.safeParse(jsonOf(environment['SEAL_KEYS'])).data;
  if (!known) return [`${service} knows no keys`];
  const numbers = [...new Set([...Object.keys(keys), ...Object.keys(known)])].filter(
    (each) => keys[each] !== known[each],
  );
  return numbers.map((each) => {
    if (!(each in known)) return `${service} does not know key ${each}, and gives nothing that it sealed`;
    if (!(each in keys)) return `${service} believes key ${each}, which is not in their secret`;
    return `${service} has another public half of key ${each} than their secret`;
  });
}

function jsonOf(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
