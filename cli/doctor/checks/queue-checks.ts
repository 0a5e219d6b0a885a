import { GetQueueAttributesCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import type { AwsClients } from '../stage/aws-clients';
import { advice, notReady, notSeen, ready, type Check } from './check';
import { ofType, type Deployment } from '../stage/deployment';

/** What a message in a queue means. */
type QueueKind = 'dead-letter' | 'retry' | 'failed-runs' | 'waiting';

interface Queue {
  readonly url: string;
  readonly kind: QueueKind;
}

/** The constructs name their queues so, and CloudFormation keeps it in its ids and in names that it makes up. */
const kindsByName: readonly (readonly [RegExp, QueueKind])[] = [
  [/DeadLetterQueue/, 'dead-letter'],
  [/RetryQueue/, 'retry'],
  [/FailedRuns/, 'failed-runs'],
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

/** Failed events wait in queues until somebody looks. */
export async function checkQueues(queues: readonly Queue[], aws: AwsClients): Promise<readonly Check[]> {
  const what = 'queues';
  if (queues.length === 0) return [notSeen(what, 'this deployment names none')];
  const counted = await Promise.all(queues.map(async (queue) => ({ ...queue, messages: await countIn(queue, aws) })));
  const filled = counted.filter(({ messages }) => messages > 0);
  if (filled.length === 0) return [ready(what, `all ${queues.length} are empty`)];
  return filled.map(checkOf);
}

async function countIn({ url }: Queue, { queues }: AwsClients): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await queues.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

function checkOf({ url, kind, messages }: Queue & { readonly messages: number }): Check {
  const name = nameOf(url);
  const what = 'queues';
  const count = `${messages} ${messages === 1 ? 'message' : 'messages'} in ${name}`;
  const show = `aws sqs receive-message --queue-url ${url} --visibility-timeout 0 --max-number-of-messages 10`;
  switch (kind) {
    case 'dead-letter':
      return notReady(what, `${count}: only a person can help these customers`, show);
    case 'retry':
      return advice(what, `${count}: they failed, and the sweep tries them again`, show);
    case 'failed-runs':
      return advice(what, `${count}: runs of a schedule failed, and the next run did the work`, show);
    case 'waiting':
      return advice(what, `${count}: they wait to be handled`);
  }
}

function nameOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
