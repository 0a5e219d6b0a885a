import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { AmendsFunction } from '../function/amends-function';
import type { AlarmOwner, AlarmSettings } from '../options/alarm-settings';
import { CustomerAlarm } from './customer-alarm';
import type { EventFunction } from '../function/event-function';
import type { QueuedEvents } from '../function/queued-events';
import { remedyMetric } from './remedy-metric';

export interface FunctionAlarmsProps {
  readonly watched: EventFunction;
  /** What a customer waits for while the function does not work, as the object of "waits for". */
  readonly awaited: string;
  readonly owner: AlarmOwner;
  readonly failureType?: string | undefined;
  readonly alarms: AlarmSettings;
  /** The queue in front of the function, where delivery is queued. */
  readonly queue?: QueuedEvents | undefined;
}

const period = Duration.minutes(5);

/** The alarms of any function that is invoked by events, described by what they mean for customers. */
export class FunctionAlarms extends Construct {
  constructor(scope: Construct, id: string, props: FunctionAlarmsProps) {
    super(scope, id);
    const { watched, awaited, queue, ...called } = props;

    new CustomerAlarm(this, 'DeadLetterQueue', {
      metric: metricDeadLetterQueue(watched),
      above: 0,
      customers: `Somebody waits for ${awaited}, and no automatic attempt is left.`,
      firstStep:
        'Read the error in the message in the dead-letter queue. Repair the cause, then invoke the function with the event; nothing is given twice.',
      runbook: 'stuck',
      ...called,
    });
    new CustomerAlarm(this, 'RetryQueueAge', {
      metric: watched.retryQueue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
      above: Duration.hours(1).toSeconds(),
      customers: `Somebody has waited for ${awaited} for more than an hour. The sweep keeps retrying, less and less often.`,
      firstStep:
        'Check in the log of the sweep whether it runs and why its retries fail. After the last retry it moves the event to the dead-letter queue.',
      runbook: 'stuck',
      ...called,
    });
    new CustomerAlarm(this, 'Errors', {
      metric: metricTrueErrors(watched, queue !== undefined),
      above: 0,
      periods: 3,
      customers: `Customers wait for ${awaited}: the function has been failing for 15 minutes. It retries by itself.`,
      firstStep: 'Look for the error in the log, and check whether the provider or AWS reports an incident.',
      runbook: 'stuck',
      ...called,
    });
    new CustomerAlarm(this, 'Throttles', {
      metric: watched.lambda.metricThrottles({ period }),
      above: 0,
      periods: 3,
      customers: `Customers wait for ${awaited}: the account has reached its limit of concurrent executions.`,
      firstStep: 'Compare the concurrent executions with the limit in Service Quotas, and request an increase.',
      runbook: 'storm',
      ...called,
    });
    new CustomerAlarm(this, 'EventAge', {
      metric: metricEventAge(watched),
      above: Duration.minutes(10).toMilliseconds(),
      periods: 2,
      customers: `Some customers wait longer than ten minutes for ${awaited}. After six hours Lambda gives up on an event.`,
      firstStep: 'Check whether errors or throttles hold the function up, or whether there is a storm of failures.',
      runbook: 'storm',
      ...called,
    });
    if (!queue) return;
    new CustomerAlarm(this, 'QueueAge', {
      metric: queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
      // By then an event that only fails has used up its attempts. Beyond it, events arrive faster than they are
      // handled.
      above: queue.attemptsEndAfter.toSeconds(),
      periods: 2,
      customers: `Some customers have waited for ${awaited} for more than ${queue.attemptsEndAfter.toMinutes()} minutes. Nothing is lost: the queue keeps events for two weeks.`,
      firstStep:
        'Check whether the queue gets shorter. If it does, follow the runbook for a storm. If not, look for the error in the log.',
      runbook: 'storm',
      ...called,
    });
  }
}

/** Failed events that the sweep retries. */
export function metricRetryQueue({ retryQueue }: EventFunction, options?: MetricOptions): Metric {
  return visibleMessages(retryQueue, options);
}

/** Failed events without an attempt left, which wait for a person. */
export function metricDeadLetterQueue({ deadLetterQueue }: EventFunction, options?: MetricOptions): Metric {
  return visibleMessages(deadLetterQueue, options);
}

function visibleMessages(queue: IQueue, options?: MetricOptions): Metric {
  return queue.metricApproximateNumberOfMessagesVisible({
    period: Duration.minutes(1),
    statistic: 'Maximum',
    ...options,
  });
}

/**
 * A delivery that has to be repeated because another attempt holds the lease ends as an error of the function, but is
 * none. A failed record of a batch is an error, but the function does not end as one.
 */
function metricTrueErrors(watched: AmendsFunction, isQueued: boolean): MathExpression {
  return new MathExpression({
    label: 'Errors',
    expression: `errors - FILL(redelivered, 0)${isQueued ? ' + FILL(failedRecords, 0)' : ''}`,
    usingMetrics: {
      errors: watched.lambda.metricErrors({ period }),
      redelivered: remedyMetric('Redelivered', watched, { period }),
      ...(isQueued && { failedRecords: remedyMetric('RecordFailed', watched, { period }) }),
    },
    period,
  });
}

/** How long the event that is handled now has waited. */
export function metricEventAge({ lambda: { functionName } }: AmendsFunction): Metric {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName: 'AsyncEventAge',
    dimensionsMap: { FunctionName: functionName },
    statistic: 'Maximum',
    period,
  });
}
