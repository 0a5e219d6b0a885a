import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AmendsFunction, type AmendsFunctionProps } from './amends-function';
import { DeadLetterQueue } from './dead-letter-queue';
import { RetryQueue } from './retry-queue';

/**
 * A function that is run by events, with the two queues behind it. What it fails on to its last attempt waits in the first,
 * from which the sweep hands it over again; what no attempt can help ends in the second, with an alarm.
 */
export class EventFunction extends AmendsFunction {
  readonly undelivered: RetryQueue;
  readonly parked: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: AmendsFunctionProps) {
    super(scope, id, props);
    this.undelivered = new RetryQueue(this, 'Undelivered');
    this.parked = new DeadLetterQueue(this, 'DeadLettered');
    this.giveUp({ retryAttempts: 2, maxEventAge: Duration.hours(6), queue: this.undelivered });
  }
}
