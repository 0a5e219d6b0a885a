import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import { FunctionAlarms } from '../monitoring/function-alarms';
import { remedyMetric } from '../monitoring/remedy-metric';
import type { AlarmSettings } from '../options/alarm-settings';
import type { EventFunction } from '../function/event-function';
import type { QueuedEvents } from '../function/queued-events';
import type { UrlFunction } from '../function/url-function';
import type { Detector } from './detector';

export interface DetectorAlarmsProps {
  readonly detecting: {
    readonly detector: Detector;
    readonly door: UrlFunction;
    readonly function: EventFunction;
    readonly queue: QueuedEvents;
  };
  readonly alarms: AlarmSettings;
}

/** So many refused requests in a quarter of an hour are no stray ones any more. */
const wave = 30;

/** What calls a person to a detector: it hears nothing, it is lied to, or it cannot ask whose it is. */
export class DetectorAlarms extends Construct {
  constructor(scope: Construct, id: string, { detecting, alarms }: DetectorAlarmsProps) {
    super(scope, id);
    const { detector, door, function: judge, queue } = detecting;
    const called = { owner: 'operations', alarms } as const;
    new CustomerAlarm(this, 'Silence', {
      metric: remedyMetric('SignalReceived', judge, { period: Duration.hours(1) }),
      below: 1,
      periods: detector.signalsEveryHours,
      customers: `For ${detector.signalsEveryHours} hours the detector ${detector.name} has received no signal. Customers may be let down, and nobody notices.`,
      firstStep: 'Look at whoever sends the signals: whether it sends, to this URL, and what it is answered.',
      runbook: 'silence',
      ...called,
    });
    new CustomerAlarm(this, 'Refused', {
      metric: remedyMetric('WebhookMismatched', door, { period: Duration.hours(1) }),
      above: 0,
      // A refused event is sent again, later and later: a wrong secret is seen in three hours of a day.
      periods: 12,
      datapoints: 3,
      customers: `Signals for the detector ${detector.name} had an invalid signature, again and again. If they were true, what they said is lost to us.`,
      firstStep:
        'Compare the signing secret here with the one at the source. If they are the same, somebody else sent them.',
      runbook: 'webhook',
      ...called,
    });
    new CustomerAlarm(this, 'Wave', {
      metric: remedyMetric('WebhookRefused', door, { period: Duration.minutes(15) }),
      above: wave,
      customers: `Many requests to the public URL of the detector ${detector.name} were refused. If they crowd out the true ones, failures are noticed late.`,
      firstStep:
        'Read in the log of the function why they were refused. If strangers send them, limit its concurrency.',
      runbook: 'webhook',
      ...called,
    });
    new CustomerAlarm(this, 'LookFailed', {
      metric: remedyMetric('LookFailed', judge, { period: Duration.hours(1) }),
      above: 0,
      periods: 2,
      customers: `What time alone makes a failure, the detector ${detector.name} has not noticed for two hours. The shop's endpoint may not answer.`,
      firstStep: 'Read the step "look-failed" in the log of the function. A secret that is missing is one cause.',
      runbook: 'silence',
      ...called,
    });
    if (alarms.level !== 'detailed') return;
    new FunctionAlarms(this, 'Judging', {
      watched: judge,
      awaited: `what the detector ${detector.name} has seen`,
      queue,
      ...called,
    });
  }
}
