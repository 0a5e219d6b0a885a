import { GetQueueAttributesCommand, ListQueuesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { AwsClients } from '../stage/aws-clients';
import { advice, notReady, notSeen, ready, type Check } from './check';
import { ofType, type Deployment } from '../stage/deployment';

/** What a message in a queue means. */
type QueueKind = 'dead-letter' | 'retry' | 'failed-runs' | 'rehearsal' | 'waiting';

interface Queue {
  readonly url: string;
  readonly kind: QueueKind;
}

interface FilledQueue extends Queue {
  readonly messages: number;
}

/** As many as SQS hands out at once. */
const mostShown = 10;

/** The constructs name their queues so, and CloudFormation keeps it in its ids and in names that it makes up. */
const kindsByName: readonly (readonly [RegExp, QueueKind])[] = [
  [/DeadLetterQueue/, 'dead-letter'],
  [/RetryQueue/, 'retry'],
  [/FailedRuns/, 'failed-runs'],
  [/Rehearsal/, 'rehearsal'],
];

export function queuesOf({ resources }: Pick<Deployment, 'resources'>): readonly Queue[] {
  return ofType(resources, 'AWS::SQS::Queue').map(({ logicalId, physicalId: url }) => ({
    url,
    kind: kindOf(logicalId),
  }));
}

/** Where no stack names them: all that there are, by their names. */
export async function queuesByName({ queues }: AwsClients): Promise<readonly Queue[]> {
  const { QueueUrls: urls = [] } = await queues.send(new ListQueuesCommand({}));
  return urls.map((url) => ({ url, kind: kindOf(nameOf(url)) }));
}

function kindOf(name: string): QueueKind {
  return kindsByName.find(([pattern]) => pattern.test(name))?.[1] ?? 'waiting';
}

/** The local system, as far as its queues need it. */
export interface LocalQueues {
  /** The options with which the AWS CLI reaches them from any shell, such as `--endpoint-url …`. */
  readonly options: string;
  readonly url: string;
  /** Orders of which the demo broke an event, so that somebody sees where it ends. */
  readonly brokenOrders: readonly string[];
}

/** Failed events wait in queues until somebody looks. */
export async function checkQueues(
  queues: readonly Queue[],
  aws: AwsClients,
  local?: LocalQueues,
): Promise<readonly Check[]> {
  const what = 'queues';
  if (queues.length === 0) return [notSeen(what, 'this deployment names none')];
  const counted = await Promise.all(queues.map(async (queue) => ({ ...queue, messages: await countIn(queue, aws) })));
  const filled = counted.filter(({ messages }) => messages > 0);
  if (filled.length === 0) return [ready(what, `all ${queues.length} are empty`)];
  return Promise.all(
    filled.map(async (queue) => checkOf(queue, showCommand(queue, local), await isOnPurpose(queue, aws, local))),
  );
}

/** Whether each message is of an order whose event the demo broke. Looking hides none of them from others. */
async function isOnPurpose(
  { url, kind, messages }: FilledQueue,
  { queues }: AwsClients,
  { brokenOrders }: Pick<LocalQueues, 'brokenOrders'> = { brokenOrders: [] },
): Promise<boolean> {
  if (kind !== 'dead-letter' || brokenOrders.length === 0) return false;
  const { Messages = [] } = await queues.send(
    new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 0, MaxNumberOfMessages: mostShown }),
  );
  const isOfDemo = (body: string): boolean => brokenOrders.some((orderId) => body.includes(JSON.stringify(orderId)));
  return Messages.length === messages && Messages.every(({ Body = '' }) => isOfDemo(Body));
}

function showCommand({ url }: Queue, local: LocalQueues | undefined): string {
  const options = local === undefined ? '' : `${local.options} `;
  // The local queues name themselves by an inner port.
  const shown = local === undefined ? url : new URL(new URL(url).pathname, local.url).href;
  return `aws ${options}sqs receive-message --queue-url ${shown} --visibility-timeout 0 --max-number-of-messages ${mostShown}`;
}

async function countIn({ url }: Queue, { queues }: AwsClients): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await queues.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

function checkOf({ url, kind, messages }: FilledQueue, show: string, isBrokenByDemo: boolean): Check {
  const name = nameOf(url);
  const what = 'queues';
  const count = `${messages} ${messages === 1 ? 'message' : 'messages'} in ${name}`;
  switch (kind) {
    case 'dead-letter':
      if (isBrokenByDemo) return advice(what, `${count}: the demo broke it on purpose, to show where it ends`, show);
      return notReady(what, `${count}: only a person can help these customers`, show);
    case 'retry':
      return advice(what, `${count}: they failed, and the sweep tries them again`, show);
    case 'failed-runs':
      return advice(what, `${count}: runs of a schedule failed, and the next run did the work`, show);
    case 'rehearsal':
      return advice(what, `${count}: somebody rehearses, or was stopped; what is left is gone within six hours`);
    case 'waiting':
      return advice(what, `${count}: they wait to be handled`);
  }
}

function nameOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
