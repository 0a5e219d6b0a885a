import type { OperatorClient } from '../commands/operator-client';
import type { AwsClients } from './stage/aws-clients';
import { look, notHere, type Check } from './checks/check';
import type { Diagnosis } from './diagnosis';
import { checkMode } from './checks/people-checks';
import { checkQueues, queuesByName, type LocalQueues } from './checks/queue-checks';
import { checkLocalProvider } from './checks/provider-checks';

export interface LocalLooking {
  readonly aws: AwsClients;
  readonly operator: () => OperatorClient;
  readonly environment: NodeJS.ProcessEnv;
}

/** What only AWS has, and what to do instead. */
const onlyAtAws: readonly (readonly [string, string])[] = [
  ['sender, SES account', 'the local inbox takes every sender and has no sandbox'],
  ['secrets', 'the local system makes them up'],
  ['alarm topic, alarms', 'there is no CloudWatch and no SNS on this machine'],
  ['concurrency', 'there is no account with a limit'],
  ['clock of the sweep', 'the local system runs the schedules itself, quicker than AWS does'],
  ['event bus', 'one Amends runs in one local system'],
  ['channels', 'the networks of this machine have a page each, and no silence that counts'],
  ['cost', 'nothing here costs anything'],
];

/** Looks at the system that `npm start` runs, as far as it has what a stage has. */
export async function diagnoseLocal({ aws, operator, environment }: LocalLooking): Promise<Diagnosis> {
  const functions = { paying: environment['AMENDS_SWEEP_FUNCTION'], reading: environment['AMENDS_RECONCILE_FUNCTION'] };
  const checks: Check[] = [
    ...(await look('provider key', () => checkLocalProvider(functions, aws))),
    ...(await look('queues', async () => checkQueues(await queuesByName(aws), aws, localQueues(environment)))),
    ...(await look('mode', () => checkMode(operator()))),
    ...onlyAtAws.map(([what, why]) => notHere(what, why)),
  ];
  return { name: 'the local system', checks };
}

/** Undefined where the environment does not name their address. */
function localQueues(environment: NodeJS.ProcessEnv): LocalQueues | undefined {
  const url = environment['AWS_ENDPOINT_URL_SQS'];
  if (url === undefined) return undefined;
  const region = environment['AWS_REGION'];
  const options = `--endpoint-url ${url} --no-sign-request${region === undefined ? '' : ` --region ${region}`}`;
  return { url, options, brokenOrders: environment['AMENDS_BROKEN_ORDERS']?.split(',') ?? [] };
}
