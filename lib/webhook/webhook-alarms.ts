import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { EventFunction } from '../function/event-function';
import type { QueuedEvents } from '../function/queued-events';
import type { UrlFunction } from '../function/url-function';
import { ContradictionAlarm } from '../monitoring/contradiction-alarm';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import { FunctionAlarms } from '../monitoring/function-alarms';
import { NeedsAttentionAlarm } from '../monitoring/needs-attention-alarm';
import { remedyMetric } from '../monitoring/remedy-metric';
import type { AlarmSettings } from '../options/alarm-settings';

export interface WebhookAlarmsProps {
  readonly door: UrlFunction;
  readonly function: EventFunction;
  readonly queue: QueuedEvents;
  readonly alarms: AlarmSettings;
}

/** So many refused requests in a quarter of an hour are no stray ones any more. */
const wave = 30;

/** What calls a person to a public URL, and to the function behind it. */
export class WebhookAlarms extends Construct {
  constructor(scope: Construct, id: string, props: WebhookAlarmsProps) {
    super(scope, id);
    this.watchDoor(props);
    if (props.alarms.level === 'detailed') this.watchApplying(props);
  }

  private watchDoor({ door, alarms }: WebhookAlarmsProps): void {
    const called = { runbook: 'webhook', owner: 'operations', alarms } as const;
    new CustomerAlarm(this, 'Errors', {
      metric: door.metricServerErrors({ period: Duration.minutes(15) }),
      above: 0,
      periods: 2,
      customers:
        'We do not learn which refunds succeeded and which failed late. Customers are informed late or wrongly.',
      firstStep: 'Look for the error in the log. The sender retries for days; meanwhile the sweep asks the provider.',
      ...called,
    });
    new CustomerAlarm(this, 'Wave', {
      metric: remedyMetric('WebhookRefused', door, { period: Duration.minutes(15) }),
      above: wave,
      customers:
        'Many requests to the public URL were refused. Nothing was changed. If they crowd out the true ones, refunds that fail late are noticed a day later.',
      firstStep:
        'Read in the log of the function why they were refused. If strangers send them, limit its concurrency; the switch works meanwhile.',
      ...called,
    });
    new CustomerAlarm(this, 'Refused', {
      metric: remedyMetric('WebhookMismatched', door, { period: Duration.hours(1) }),
      above: 0,
      // A refused event is sent again, later and later: a wrong secret is seen in three hours of a day, a forgery in
      // one.
      periods: 12,
      datapoints: 3,
      customers:
        'Webhook events had an invalid signature, again and again. If they came from the provider, their updates are lost to us.',
      firstStep:
        'Compare the signing secret here with the one at the provider. If they are the same, somebody else sent the events, and they were refused.',
      ...called,
    });
  }

  private watchApplying({ function: watched, queue, alarms }: WebhookAlarmsProps): void {
    const called = { owner: 'both', alarms } as const;
    new FunctionAlarms(this, 'Applying', {
      watched,
      awaited: 'the news of a refund or of another part, which was received and is not recorded',
      queue,
      ...called,
    });
    new ContradictionAlarm(this, 'Contradicted', { watched, alarms });
    new NeedsAttentionAlarm(this, 'NeedsAttention', { watched, remediesFor: 'what failed late', ...called });
  }
}
