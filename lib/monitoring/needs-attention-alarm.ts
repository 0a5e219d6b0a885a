import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Owner } from '../../lambdas/failures/definition/failure-definition';
import type { AmendsFunction } from '../function/amends-function';
import type { AlarmSettings } from '../options/alarm-settings';
import { CustomerAlarm } from './customer-alarm';
import { remedyMetric } from './remedy-metric';

export interface NeedsAttentionAlarmProps {
  readonly watched: AmendsFunction;
  /** What the remedies are for, as the object of "for". */
  readonly remediesFor: string;
  readonly owner: Owner;
  /** The failure type, where they are of one. */
  readonly failureType?: string | undefined;
  readonly alarms: AlarmSettings;
}

/** Fires when a remedy needs attention. Every function that moves remedies on can meet one. */
export class NeedsAttentionAlarm extends CustomerAlarm {
  constructor(scope: Construct, id: string, props: NeedsAttentionAlarmProps) {
    const { watched, remediesFor, owner, failureType, alarms } = props;
    super(scope, id, {
      metric: remedyMetric('RemedyNeedsAttention', watched, { period: Duration.minutes(15) }),
      above: 0,
      customers: `A remedy for ${remediesFor} needs attention: no automatic way is left to give it. This customer has nothing yet.`,
      firstStep: 'Read in the remedy record what was tried, and check at the provider before anything is paid by hand.',
      runbook: 'stuck',
      owner,
      failureType,
      alarms,
    });
  }
}
