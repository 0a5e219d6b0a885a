import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Effect, ManagedPolicy, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import type { IRule } from 'aws-cdk-lib/aws-events';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { EventFunction } from './event-function';

/** What SQS hands to one run of a function at most. */
const batchSize = 10;

/**
 * How often a message is handed over before the sweep takes it up. AWS advises at least 5 before a function: being throttled
 * counts as well. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const maxReceiveCount = 5;

export interface QueuedEventsProps {
  /** Works on the events. */
  readonly target: EventFunction;
  /** How many runs of the function take from the queue at once, at most: from 2, the least that Lambda knows, to 1000. */
  readonly concurrency: number;
}

/**
 * The queue between a rule and its function. However much is published at once waits here, for two weeks if need be, and is
 * worked on at a rate that spares whoever the function asks. What fails time and again goes where everything goes that the
 * function was given up on: there the sweep takes it up, or parks it for a person.
 */
export class QueuedEvents extends Queue {
  /** By then every message has been tried as often as it is, so one that is older waits for its turn. */
  readonly triedAfter: Duration;

  constructor(scope: Construct, id: string, { target, concurrency }: QueuedEventsProps) {
    // Lambda asks for six times, so that a run that is throttled and tried again still holds its messages.
    const visibilityTimeout = Duration.seconds(6 * (target.function.timeout ?? Duration.seconds(3)).toSeconds());
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout,
      // The longest SQS keeps anything: a storm may outlast a day.
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: target.undelivered, maxReceiveCount },
      // What waits here is owed to somebody, also while the stack around it is replaced.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.triedAfter = Duration.seconds(visibilityTimeout.toSeconds() * maxReceiveCount);
    const rights = new ManagedPolicy(this, 'Taking', {
      roles: [target.role],
      statements: [
        new PolicyStatement({
          actions: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
          resources: [this.queueArn],
        }),
      ],
    });
    const batches = new EventSourceMapping(this, 'Batches', {
      target: target.function,
      eventSourceArn: this.queueArn,
      batchSize,
      // In a storm batches are full anyway, and without one nobody is to wait for company.
      maxBatchingWindow: Duration.seconds(0),
      maxConcurrency: concurrency,
      reportBatchItemFailures: true,
    });
    // Lambda asks for the rights already when it is told of the queue.
    batches.node.addDependency(rights);
    Validations.of(batches).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason:
        'For a queue of SQS there is no such destination: what fails for good goes to the dead-letter queue of the queue itself.',
    });
  }

  /** Refuses what anybody but the rule sends, whatever else they may do: nobody else has checked who published it. */
  admitOnly(rule: IRule): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new StarPrincipal()],
        actions: ['sqs:SendMessage'],
        resources: [this.queueArn],
        conditions: { ArnNotEquals: { 'aws:SourceArn': rule.ruleArn } },
      }),
    );
  }
}
