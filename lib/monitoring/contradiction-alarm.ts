import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AmendsFunction } from '../function/amends-function';
import type { AlarmSettings } from '../options/alarm-settings';
import { CustomerAlarm } from './customer-alarm';
import { remedyMetric } from './remedy-metric';

export interface ContradictionAlarmProps {
  /** The function that receives the updates. */
  readonly watched: AmendsFunction;
  readonly alarms: AlarmSettings;
}

/** Fires when the provider or a partner reports something that contradicts the ledger. */
export class ContradictionAlarm extends CustomerAlarm {
  constructor(scope: Construct, id: string, { watched, alarms }: ContradictionAlarmProps) {
    super(scope, id, {
      metric: remedyMetric('UpdateContradicted', watched, { period: Duration.minutes(15) }),
      above: 0,
      customers:
        'What was done for a customer is not what was decided: it was given twice, the amount is wrong, or it failed after a person took over.',
      firstStep:
        'Find the step "contradicted" in the log of the function. It says what differs and names the remedy to look at.',
      runbook: 'stuck',
      owner: 'finance',
      alarms,
    });
  }
}
