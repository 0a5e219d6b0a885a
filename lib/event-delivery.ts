import { Duration } from 'aws-cdk-lib';
import { Rule, type EventPattern, type IEventBus } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { EventFunction } from './event-function';

export interface EventDeliveryProps {
  readonly eventBus: IEventBus;
  readonly eventPattern: EventPattern;
  readonly target: EventFunction;
}

/** Hands every event that matches to one function, for a day if need be, and then to its undelivered queue. */
export class EventDelivery extends Rule {
  constructor(scope: Construct, id: string, { eventBus, eventPattern, target }: EventDeliveryProps) {
    super(scope, id, {
      eventBus,
      eventPattern,
      targets: [
        new LambdaFunction(target.function, {
          retryAttempts: 185,
          maxEventAge: Duration.hours(24),
          deadLetterQueue: target.undelivered,
        }),
      ],
    });
  }
}
