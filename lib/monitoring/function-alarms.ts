import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Owner } from '../../lambdas/failures/definition/failure-definition';
import type { AmendsFunction } from '../function/amends-function';
import { CustomerAlarm } from './customer-alarm';
import type { EventFunction } from '../function/event-function';
import type { QueuedEvents } from '../function/queued-events';
import { remedyMetric } from './remedy-metric';

export interface FunctionAlarmsProps {
  readonly watched: EventFunction;
  /** What a customer waits for while the function does not run, as the object of "waits for". */
  readonly awaited: string;
  readonly owner: Owner;
  readonly topic: ITopic;
  /** Where events wait for the function, if they do. */
  readonly queue?: QueuedEvents | undefined;
}

const period = Duration.minutes(5);

/** What can go wrong with any function that is run by events, told by what it does to customers. */
export class FunctionAlarms extends Construct {
  constructor(scope: Construct, id: string, { watched, awaited, owner, topic, queue }: FunctionAlarmsProps) {
    super(scope, id);
    const called = { owner, topic };

    new CustomerAlarm(this, 'DeadLettered', {
      metric: metricDeadLetters(watched),
      above: 0,
      customers: `Somebody waits for ${awaited}, and no attempt is left that would give it without a person.`,
      firstStep:
        'Read the message in the parked queue: its error says why. Repair the cause, then run the function again with the event; nothing is given twice.',
      ...called,
    });
    new CustomerAlarm(this, 'Undelivered', {
      metric: watched.undelivered.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
      above: Duration.hours(1).toSeconds(),
      customers: `Somebody has waited for ${awaited} for more than an hour. The sweep goes on trying, less and less often.`,
      firstStep:
        'Look in the log of the sweep for why its tries fail, and whether it runs at all. What it gives up on, it parks.',
      ...called,
    });
    new CustomerAlarm(this, 'Errors', {
      metric: metricTrueErrors(watched, queue !== undefined),
      above: 0,
      periods: 3,
      customers: `Customers wait for ${awaited}: the function has failed for a quarter of an hour and tries again by itself.`,
      firstStep: 'Look for the error in the log, and at whether the provider or AWS reports a disturbance.',
      ...called,
    });
    new CustomerAlarm(this, 'Throttles', {
      metric: watched.function.metricThrottles({ period }),
      above: 0,
      periods: 3,
      customers: `Customers wait for ${awaited}: more happens at once than the account may run.`,
      firstStep: 'Compare concurrent executions with the limit of the account in Service Quotas, and ask for more.',
      ...called,
    });
    new CustomerAlarm(this, 'EventAge', {
      metric: metricEventAge(watched),
      above: Duration.minutes(10).toMilliseconds(),
      periods: 2,
      customers: `Some wait longer than ten minutes for ${awaited}. After six hours Lambda gives an event up.`,
      firstStep: 'See whether errors or throttles hold the function up, or a storm of failures has come in.',
      ...called,
    });
    if (!queue) return;
    new CustomerAlarm(this, 'QueueAge', {
      metric: queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
      // What only fails has been tried to the end by then; beyond it, the queue is longer than the function is quick.
      above: queue.triedAfter.toSeconds(),
      periods: 2,
      customers: `Some have waited for ${awaited} for more than ${queue.triedAfter.toMinutes()} minutes. Nothing is lost; the queue holds it for two weeks.`,
      firstStep:
        'See whether the queue grows shorter. If it does, a storm has come in, and its runbook says what to do. If not, look for the error in the log.',
      ...called,
    });
  }
}

/** Events the function was given up on, and that the sweep hands over again. */
export function metricRetryQueue({ undelivered }: EventFunction): Metric {
  return undelivered.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' });
}

/** Events that no attempt is left for, and that wait for a person. */
export function metricDeadLetters({ parked }: EventFunction): Metric {
  return parked.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' });
}

/**
 * A delivery that has to come again because another attempt is at work ends as an error, and is none. A record of a batch that
 * fails is an error, and does not end as one.
 */
function metricTrueErrors(watched: AmendsFunction, isQueued: boolean): MathExpression {
  return new MathExpression({
    label: 'Errors',
    expression: `errors - FILL(comesAgain, 0)${isQueued ? ' + FILL(records, 0)' : ''}`,
    usingMetrics: {
      errors: watched.function.metricErrors({ period }),
      isRetryable: remedyMetric('Redelivered', watched, { period }),
      ...(isQueued && { records: remedyMetric('RecordFailed', watched, { period }) }),
    },
    period,
  });
}

function metricEventAge({ function: { functionName } }: AmendsFunction): Metric {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName: 'AsyncEventAge',
    dimensionsMap: { FunctionName: functionName },
    statistic: 'Maximum',
    period,
  });
}
