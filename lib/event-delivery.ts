import { Duration } from 'aws-cdk-lib';
import { Rule, type IEventBus } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { AmendsFunction } from './amends-function';

export interface EventDeliveryProps {
  readonly eventBus: IEventBus;
  readonly source: string;
  readonly detailType: string;
  readonly target: AmendsFunction;
}

/** Hands every event of one source and detail-type to one function, for a day if need be, and then to its last queue. */
export class EventDelivery extends Rule {
  constructor(scope: Construct, id: string, props: EventDeliveryProps) {
    super(scope, id, {
      eventBus: props.eventBus,
      eventPattern: { source: [props.source], detailType: [props.detailType] },
      targets: [
        new LambdaFunction(props.target.function, {
          retryAttempts: 185,
          maxEventAge: Duration.hours(24),
          deadLetterQueue: props.target.undelivered,
        }),
      ],
    });
  }
}
