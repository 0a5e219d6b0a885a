import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { EventFunction } from '../function/event-function';
import type { UrlFunction } from '../function/url-function';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import { remedyMetric } from '../monitoring/remedy-metric';
import type { AlarmSettings } from '../options/alarm-settings';

export interface ChannelAlarmsProps {
  readonly name: string;
  readonly door: UrlFunction;
  /** Counts who writes about one cause. Undefined where nobody does. */
  readonly amplifying: EventFunction | undefined;
  readonly alarms: AlarmSettings;
}

/** So many refused requests in a quarter of an hour are no stray ones any more. */
const wave = 30;

/** What calls a person to the public URL of a channel. What its private functions fail at ends in alarmed queues. */
export class ChannelAlarms extends Construct {
  constructor(scope: Construct, id: string, { name, door, amplifying, alarms }: ChannelAlarmsProps) {
    super(scope, id);
    const called = { runbook: 'webhook', owner: 'operations', alarms } as const;
    new CustomerAlarm(this, 'Errors', {
      metric: door.metricServerErrors({ period: Duration.minutes(15) }),
      above: 0,
      periods: 2,
      customers: `What customers write on ${name} does not reach us. They wait for an answer that nobody knows of.`,
      firstStep: 'Look for the error in the log. Networks send again for hours, and switch the webhook off after that.',
      ...called,
    });
    new CustomerAlarm(this, 'Wave', {
      metric: remedyMetric('WebhookRefused', door, { period: Duration.minutes(15) }),
      above: wave,
      customers: `Many requests to the public URL of ${name} were refused. Nothing was changed. If they crowd out the true ones, customers wait longer.`,
      firstStep:
        'Read in the log of the function why they were refused. If strangers send them, limit its concurrency.',
      ...called,
    });
    new CustomerAlarm(this, 'Refused', {
      metric: remedyMetric('WebhookMismatched', door, { period: Duration.hours(1) }),
      above: 0,
      // A refused event is sent again, later and later: a wrong secret is seen in three hours of a day.
      periods: 12,
      datapoints: 3,
      customers: `Webhook events of ${name} had an invalid signature, again and again. If they came from the network, what customers wrote is lost to us.`,
      firstStep:
        'Compare the secret here with the one at the network. If they are the same, somebody else sent the events.',
      ...called,
    });
    if (amplifying) alarmAmplified(this, { name, amplifying, alarms });
  }
}

/** What calls the contact center where so many people write about one cause that it is an incident. */
export function alarmAmplified(
  scope: Construct,
  { name, amplifying, alarms }: Pick<ChannelAlarmsProps, 'name' | 'alarms'> & { readonly amplifying: EventFunction },
): void {
  new CustomerAlarm(scope, 'Amplified', {
    metric: remedyMetric('ComplaintsAmplified', amplifying, { period: Duration.minutes(5) }),
    above: 0,
    customers: `Many people write about one cause on ${name}, in a short time. Each of them waits for an answer, and others read it.`,
    firstStep: 'Read the event ComplaintsAmplified: it names the cause and the incident. Find out whether it is true.',
    runbook: 'amplified',
    owner: 'contact-center',
    alarms,
  });
}
