import { Stack, Tags } from 'aws-cdk-lib';
import { ArnPrincipal, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { directoryTag } from '../../lambdas/retry/directory-tag';
import type { OwnFunction } from './granted-role';

/** What SQS keeps of a function's failed events. */
interface WithQueues {
  readonly retryQueue: IQueue;
  readonly deadLetterQueue: IQueue;
}

/** A function with what SQS keeps of its failed events. */
interface WithFailedEvents extends WithQueues {
  /** Its name in logs. */
  readonly serviceName: string;
}

/** SQS takes fifty tags for a queue. Ten are left for those of a company. */
const mostNamed = 40;

/**
 * The queues whose tags name the dead-letter queues of functions: the environment of a function has no room for all of
 * them. The first one has room for forty, and from then on dead-letter queues of the same stack help.
 *
 * @throws Error where they are too few
 */
export function directoriesFor(first: IQueue, functions: readonly WithQueues[]): readonly IQueue[] {
  const wanted = Math.max(1, Math.ceil(functions.length / mostNamed));
  const beside = functions
    .map(({ deadLetterQueue }) => deadLetterQueue)
    .filter((queue) => Stack.of(queue) === Stack.of(first));
  const directories = [first, ...beside].slice(0, wanted);
  if (directories.length === wanted) return directories;
  throw new Error(
    `The queues of ${functions.length} functions are named in the tags of ${wanted} queues of one stack, and ` +
      `${Stack.of(first).stackName} has ${directories.length}. Put some of them into a second RefundAutomation.`,
  );
}

/** Names the dead-letter queues of functions in the tags of their directories. */
export function nameDeadLetters(first: IQueue, functions: readonly WithFailedEvents[]): void {
  const directories = directoriesFor(first, functions);
  functions.forEach(({ serviceName, deadLetterQueue, retryQueue }, index) => {
    const directory = directories[Math.floor(index / mostNamed)];
    const queues = `${deadLetterQueue.queueName} ${retryQueue.queueName}`;
    if (directory) Tags.of(directory).add(`${directoryTag}${serviceName}`, queues);
  });
}

/** Lets a role read and delete what lies in dead-letter queues, and put it back on the retry queues it came from. */
export function permitRedrive(
  asked: OwnFunction,
  directories: readonly IQueue[],
  functions: readonly WithQueues[],
): void {
  const resources = directories.map(({ queueArn }) => queueArn);
  asked.permit([new PolicyStatement({ actions: ['sqs:ListQueueTags'], resources })]);
  for (const { deadLetterQueue, retryQueue } of functions) {
    permitAt(deadLetterQueue, asked.role, [
      'ChangeMessageVisibility',
      'DeleteMessage',
      'GetQueueAttributes',
      'ReceiveMessage',
    ]);
    permitAt(retryQueue, asked.role, ['SendMessage']);
  }
}

/** Lets a role take failed events from retry queues, and move them to the dead-letter queues beside them. */
export function permitRetries(role: IRole, functions: readonly WithQueues[]): void {
  for (const { deadLetterQueue, retryQueue } of functions) {
    permitAt(retryQueue, role, ['ChangeMessageVisibility', 'DeleteMessage', 'ReceiveMessage']);
    permitAt(deadLetterQueue, role, ['SendMessage']);
  }
}

/**
 * By the policy of the queue, which says of itself who may do what with it. A policy of the role would list all queues,
 * and has room for 44.
 */
function permitAt(queue: IQueue, role: IRole, actions: readonly string[]): void {
  const statement = new PolicyStatement({
    principals: [new ArnPrincipal(role.roleArn)],
    actions: actions.map((action) => `sqs:${action}`),
    resources: [queue.queueArn],
  });
  queue.addToResourcePolicy(statement);
}
