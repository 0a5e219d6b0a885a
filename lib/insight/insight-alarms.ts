import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import type { AlarmSettings } from '../options/alarm-settings';

export interface InsightAlarmsProps {
  readonly streamName: string;
  readonly alarms: AlarmSettings;
}

/** Firehose recommends to look where something is older than its longest time to collect. */
const lateAfter = Duration.minutes(15);

const common = { runbook: 'insight', owner: 'operations' } as const;

/** Rings where figures come late, are turned away, or could not be made. Nobody is paid less or later for it. */
export class InsightAlarms extends Construct {
  constructor(scope: Construct, id: string, { streamName, alarms }: InsightAlarmsProps) {
    super(scope, id);
    const metricOf = (metricName: string, statistic: string): Metric =>
      new Metric({
        namespace: 'AWS/Firehose',
        metricName,
        dimensionsMap: { DeliveryStreamName: streamName },
        statistic,
        period: Duration.minutes(5),
      });
    new CustomerAlarm(this, 'Late', {
      ...common,
      metric: metricOf('DeliveryToS3.DataFreshness', 'Maximum'),
      above: lateAfter.toSeconds(),
      periods: 3,
      customers:
        'Money and mails go on. Figures of what fails are missing for as long, and the console shows old ones.',
      firstStep: 'Look for the error in the log of the function insight, and in the log of the stream.',
      alarms,
    });
    new CustomerAlarm(this, 'Throttled', {
      ...common,
      metric: metricOf('ThrottledRecords', 'Sum'),
      above: 0,
      periods: 3,
      customers:
        'Money and mails go on. EventBridge tries for a day to hand over events, and then their figures are lost.',
      firstStep: 'Ask AWS for a higher limit of the stream, unless a storm of failures is just ending.',
      alarms,
    });
    new CustomerAlarm(this, 'Unwritten', {
      ...common,
      metric: metricOf('FailedConversion.Records', 'Sum'),
      above: 0,
      customers:
        'Money and mails go on. Some events are in no figure; they lie in failed/ with name and address for four days.',
      firstStep:
        'Compare the columns of the table with what the function insight makes: was one deployed without the other?',
      alarms,
    });
  }
}
