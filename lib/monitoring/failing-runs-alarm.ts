import type { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ScheduledFunction } from '../function/scheduled-function';
import type { AlarmSettings } from '../options/alarm-settings';
import { CustomerAlarm, type Runbook } from './customer-alarm';

export interface FailingRunsAlarmProps {
  readonly watched: ScheduledFunction;
  /** How many periods with failed runs there have to be in a row. */
  readonly periods: number;
  readonly period: Duration;
  /** What it means for customers, as a sentence. */
  readonly customers: string;
  readonly runbook: Runbook;
  readonly alarms: AlarmSettings;
}

/**
 * Fires when runs fail, from the first one on: an alarm on runs that stopped is silent until there was one. It watches
 * what arrives in the queue of failed runs, because a message lies there for days after its cause is gone.
 */
export class FailingRunsAlarm extends CustomerAlarm {
  constructor(scope: Construct, id: string, { watched, period, ...more }: FailingRunsAlarmProps) {
    super(scope, id, {
      metric: watched.failedRuns.metricNumberOfMessagesSent({ period, statistic: 'Sum' }),
      above: 0,
      firstStep: 'Read the error in the queue of failed runs, or in the log. A secret that is missing is one.',
      owner: 'operations',
      ...more,
    });
  }
}
