import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { AmendsFunction } from '../function/amends-function';
import { CustomerAlarm } from './customer-alarm';
import { remedyMetric } from './remedy-metric';

export interface ContradictionAlarmProps {
  /** The function that hears the news. */
  readonly watched: AmendsFunction;
  readonly topic: ITopic;
}

/** Rings when the provider or a partner tells of something that the ledger cannot take over. */
export class ContradictionAlarm extends CustomerAlarm {
  constructor(scope: Construct, id: string, { watched, topic }: ContradictionAlarmProps) {
    super(scope, id, {
      metric: remedyMetric('UpdateContradicted', watched, { period: Duration.minutes(15) }),
      above: 0,
      customers:
        'What somebody did for a customer is not what was promised: two things were given for one, or a wrong amount, or one failed after a person took over.',
      firstStep:
        'Find the step contradicted in the log of the function, which says what, and look at the remedy it names.',
      owner: 'both',
      topic,
    });
  }
}
