import { Duration, Lazy, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Effect, ManagedPolicy, PolicyStatement, StarPrincipal, type IRole } from 'aws-cdk-lib/aws-iam';
import type { IRule } from 'aws-cdk-lib/aws-events';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { EventFunction } from './event-function';

/** How many messages one invocation gets, at most, and how long Lambda waits for more than ten. */
export interface Batches {
  readonly size: number;
  readonly window: Duration;
}

/** At once, because no event should wait for others. */
const small: Batches = { size: 10, window: Duration.seconds(0) };

/** For storms: much is under way in few invocations. Lambda wants a window of a second for more than ten messages. */
export const large: Batches = { size: 40, window: Duration.seconds(1) };

/** What a function has for large batches, which it handles as fast as others take it: perhaps two a second. */
export const timeForLarge = Duration.minutes(1);

/**
 * How often a message is received before it moves to the retry queue. AWS recommends at least 5 in front of a function,
 * because throttled invocations count as well. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const maxReceiveCount = 5;

export interface QueuedEventsProps {
  /** Handles the events. */
  readonly target: EventFunction;
  /** How many concurrent invocations read from the queue, at most: from 2 (Lambda's minimum) to 1000. */
  readonly concurrency: number;
  /** @default - ten messages, at once */
  readonly batches?: Batches | undefined;
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

  constructor(
    scope: Construct,
    id: string,
    { target, concurrency, batches: { size, window } = small }: QueuedEventsProps,
  ) {
    // AWS recommends six times the timeout, so that a throttled invocation that is retried still holds its messages.
    const visibilityTimeout = Duration.seconds(6 * (target.lambda.timeout ?? Duration.seconds(3)).toSeconds());
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
    const rights = new ManagedPolicy(this, 'Consume', {
      roles: [target.role],
      statements: [
        new PolicyStatement({
          actions: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
          resources: [this.queueArn],
        }),
      ],
    });
    const batches = new EventSourceMapping(this, 'Batches', {
      target: target.lambda,
      eventSourceArn: this.queueArn,
      batchSize: size,
      maxBatchingWindow: window,
      maxConcurrency: concurrency,
      reportBatchItemFailures: true,
    });
    // Lambda checks the permissions when the mapping is created.
    batches.node.addDependency(rights);
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

  /** Denies everybody but one role to send messages, administrators too: only its function knows what is true. */
  admitRole({ roleArn }: IRole): void {
    this.denySending({ 'aws:PrincipalArn': roleArn });
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
