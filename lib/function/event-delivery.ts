import { Duration } from 'aws-cdk-lib';
import type { EventPattern, IEventBus, IRuleTarget } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { LiveRule } from '../rehearsal/live-rule';
import type { EventFunction } from './event-function';
import { QueuedEvents } from './queued-events';

export interface EventDeliveryProps {
  readonly eventBus: IEventBus;
  readonly eventPattern: EventPattern;
  readonly target: EventFunction;
  /**
   * How many concurrent invocations read from a queue in front of the function, at most.
   *
   * @default - no queue: each event is delivered as it is published
   */
  readonly queuedConcurrency?: number | undefined;
  /**
   * The queue of another delivery to the same function, where delivery is queued.
   *
   * @default - a new one
   */
  readonly queue?: QueuedEvents | undefined;
}

/**
 * Delivers every matching event to one function, directly or through a queue. EventBridge retries for a day and then
 * sends the event to the function's retry queue. The rule stays the same when a deployment changes between direct and
 * queued.
 */
export class EventDelivery extends LiveRule {
  /** The queue in front of the function. Undefined where delivery is direct. */
  readonly queue: QueuedEvents | undefined;

  constructor(scope: Construct, id: string, props: EventDeliveryProps) {
    const { eventBus, eventPattern, target, queuedConcurrency, queue } = props;
    super(scope, id, { eventBus, eventPattern });
    this.queue =
      queuedConcurrency === undefined
        ? undefined
        : (queue ?? new QueuedEvents(this, 'Queue', { target, concurrency: queuedConcurrency }));
    // The function takes more from it by itself.
    if (this.queue && this.queue !== queue) target.lambda.addEnvironment('QUEUE_URL', this.queue.queueUrl);
    this.addTarget(this.targetOf(target));
    this.queue?.admit(this);
  }

  private targetOf(target: EventFunction): IRuleTarget {
    const retries = { retryAttempts: 185, maxEventAge: Duration.hours(24), deadLetterQueue: target.retryQueue };
    return this.queue ? new SqsQueue(this.queue, retries) : new LambdaFunction(target.lambda, retries);
  }
}
