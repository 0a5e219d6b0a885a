import { Tags } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { directoryTag } from '../../lambdas/retry/directory-tag';
import type { OwnFunction } from './granted-role';

/** A function with what SQS keeps of its failed events. */
interface WithFailedEvents {
  /** Its name in logs. */
  readonly serviceName: string;
  readonly retryQueue: IQueue;
  readonly deadLetterQueue: IQueue;
}

/**
 * Names the dead-letter queues of functions in the tags of one queue, the directory: the environment of a function has
 * no room for all of them.
 */
export function nameDeadLetters(directory: IQueue, functions: readonly WithFailedEvents[]): void {
  for (const { serviceName, deadLetterQueue, retryQueue } of functions) {
    Tags.of(directory).add(`${directoryTag}${serviceName}`, `${deadLetterQueue.queueName} ${retryQueue.queueName}`);
  }
}

/**
 * Lets a role read and delete what lies in dead-letter queues, and put it back on the retry queues that it came from.
 * One policy per permission: with many failure types, one policy for all of them would be too large.
 */
export function permitRedrive(
  scope: Construct,
  asked: OwnFunction,
  directory: IQueue,
  functions: readonly WithFailedEvents[],
): void {
  const rights = new Construct(scope, 'DeadLetters');
  const permit = (id: string, actions: string[], resources: string[]): void => {
    new ManagedPolicy(rights, id, { roles: [asked.role], statements: [new PolicyStatement({ actions, resources })] });
  };
  asked.permit([new PolicyStatement({ actions: ['sqs:ListQueueTags'], resources: [directory.queueArn] })]);
  permit(
    'Handle',
    ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    functions.map(({ deadLetterQueue }) => deadLetterQueue.queueArn),
  );
  permit(
    'SendToRetryQueues',
    ['sqs:SendMessage'],
    functions.map(({ retryQueue }) => retryQueue.queueArn),
  );
}
