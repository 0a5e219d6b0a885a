import { Duration, Lazy, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement, StarPrincipal, type IRole } from 'aws-cdk-lib/aws-iam';
import type { IRule } from 'aws-cdk-lib/aws-events';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { AmendsFunctionProps } from './amends-function';
import type { EventFunction } from './event-function';

/** How many messages one invocation gets from Lambda, at most. At once, because no event should wait for others. */
export const batchSize = 10;

/** What a function has that takes more from its queue by itself, as fast as others take it, until its time is over. */
export const timeInQueue = Duration.minutes(3);

/** Enough of a CPU for fifty remedies a second, so that the least concurrency that Lambda allows is enough. */
const memoryInQueue = 1_024;

/** What a function has that reads from a queue, and takes as much at once as others let it. */
export function inQueue(
  concurrency: number | undefined,
): Pick<AmendsFunctionProps, 'timeout' | 'memoryMegabytes'> | undefined {
  return concurrency === undefined ? undefined : { timeout: timeInQueue, memoryMegabytes: memoryInQueue };
}

/**
 * How often a message is received before it moves to the retry queue. AWS recommends at least 5 in front of a function,
 * because throttled invocations count as well. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export const maxReceiveCount = 5;

/**
 * How long a message is hidden that a function has received. AWS recommends six times the function's timeout, so that a
 * throttled invocation that is retried still holds its messages. Six minutes are enough for that, however long the
 * function may take: the events of one that died wait so long.
 */
export function hiddenFor(timeout: Duration): Duration {
  return Duration.seconds(Math.min(6 * timeout.toSeconds(), 360));
}

export interface QueuedEventsProps {
  /** Handles the events. */
  readonly target: EventFunction;
  /** How many concurrent invocations read from the queue, at most: from 2 (Lambda's minimum) to 1000. */
  readonly concurrency: number;
}

/**
 * The queue in front of a function. A storm of events waits here, for up to two weeks, and is handled at a
 * rate that spares the provider. A message that keeps failing moves to the function's retry queue like every other
 * failed event.
 */
export class QueuedEvents extends Queue {
  /** After this time a failing message has used up its attempts, so an older one is still waiting for its first. */
  readonly attemptsEndAfter: Duration;
  private readonly admitted: string[] = [];

  constructor(scope: Construct, id: string, { target, concurrency }: QueuedEventsProps) {
    const visibilityTimeout = hiddenFor(target.lambda.timeout ?? Duration.seconds(3));
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout,
      // The longest that SQS allows: a storm may last longer than a day.
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: target.retryQueue, maxReceiveCount },
      // Its events are owed to somebody, also while the stack around it is replaced.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.attemptsEndAfter = Duration.seconds(visibilityTimeout.toSeconds() * maxReceiveCount);
    // Lambda checks the permissions when the mapping is created, and has them before the function.
    target.permit([
      new PolicyStatement({
        actions: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        resources: [this.queueArn],
      }),
    ]);
    const batches = new EventSourceMapping(this, 'Batches', {
      target: target.lambda,
      eventSourceArn: this.queueArn,
      batchSize,
      maxBatchingWindow: Duration.seconds(0),
      maxConcurrency: concurrency,
      reportBatchItemFailures: true,
    });
    Validations.of(batches).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason:
        'SQS event sources have no such destination: a message that keeps failing moves by the redrive policy of the queue itself.',
    });
  }

  /**
   * Denies everybody but the rules that were admitted to send messages, administrators too: only the bus checks who
   * published an event.
   */
  admit(rule: IRule): void {
    this.admitted.push(rule.ruleArn);
    if (this.admitted.length > 1) return;
    this.denySending({ 'aws:SourceArn': Lazy.any({ produce: () => this.admittedArns() }) });
  }

  /** Denies everybody but these roles to send messages, administrators too: only their functions know what is true. */
  admitRoles(first: IRole, ...others: readonly IRole[]): void {
    const arns = [first, ...others].map(({ roleArn }) => roleArn);
    this.denySending({ 'aws:PrincipalArn': others.length === 0 ? first.roleArn : arns });
  }

  private denySending(unless: Readonly<Record<string, unknown>>): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new StarPrincipal()],
        actions: ['sqs:SendMessage'],
        resources: [this.queueArn],
        conditions: { ArnNotEquals: unless },
      }),
    );
  }

  private admittedArns(): string | string[] {
    const [only, ...others] = this.admitted;
    return only !== undefined && others.length === 0 ? only : this.admitted;
  }
}
