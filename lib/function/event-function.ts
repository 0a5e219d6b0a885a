import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AmendsFunction, type AmendsFunctionProps } from './amends-function';
import { DeadLetterQueue } from './dead-letter-queue';
import { RetryQueue } from './retry-queue';

/**
 * A function that is invoked by events, with its retry queue (failed events that the sweep retries) and its dead-letter
 * queue (events for which only a person is left, with an alarm).
 */
export class EventFunction extends AmendsFunction {
  readonly retryQueue: RetryQueue;
  readonly deadLetterQueue: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: AmendsFunctionProps) {
    super(scope, id, props);
    this.retryQueue = new RetryQueue(this, 'RetryQueue');
    this.deadLetterQueue = new DeadLetterQueue(this, 'DeadLetterQueue');
    this.handleAsyncFailure({ retryAttempts: 2, maxEventAge: Duration.hours(6), queue: this.retryQueue });
  }
}
