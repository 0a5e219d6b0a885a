import { Duration } from 'aws-cdk-lib';
import { Rule, type EventPattern, type IEventBus, type IRuleTarget } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { EventFunction } from './event-function';
import { QueuedEvents } from './queued-events';

export interface EventDeliveryProps {
  readonly eventBus: IEventBus;
  readonly eventPattern: EventPattern;
  readonly target: EventFunction;
  /**
   * How many runs of the function take from a queue of its own at once, at most.
   *
   * @default - no queue: each event is handed to the function as it comes
   */
  readonly queuedConcurrency?: number | undefined;
}

/**
 * Hands every event that matches to one function, directly or through a queue, for a day if need be, and then to its
 * undelivered queue. The rule stays the same one where a deployment turns from the one to the other.
 */
export class EventDelivery extends Rule {
  /** Where events wait for their turn. Missing where they are handed over directly. */
  readonly queue: QueuedEvents | undefined;

  constructor(scope: Construct, id: string, props: EventDeliveryProps) {
    const { eventBus, eventPattern, target, queuedConcurrency } = props;
    super(scope, id, { eventBus, eventPattern });
    this.queue =
      queuedConcurrency === undefined
        ? undefined
        : new QueuedEvents(this, 'Queue', { target, concurrency: queuedConcurrency });
    this.addTarget(this.targetOf(target));
    this.queue?.admitOnly(this);
  }

  private targetOf(target: EventFunction): IRuleTarget {
    const patience = { retryAttempts: 185, maxEventAge: Duration.hours(24), deadLetterQueue: target.undelivered };
    return this.queue ? new SqsQueue(this.queue, patience) : new LambdaFunction(target.function, patience);
  }
}
