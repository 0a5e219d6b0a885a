import { Duration, Stack } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  MathExpression,
  Metric,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { allServices } from '../lambdas/runtime/telemetry/all-services';
import { metricsNamespaceOf, type AmendsFunction } from './function/amends-function';
import type { RefundAutomation } from './refund-automation';
import { CustomerAlarm } from './monitoring/customer-alarm';
import { metricEventAge } from './monitoring/function-alarms';
import { remedyMetric, total, type RemedyMetricName } from './monitoring/remedy-metric';

/** What a {@link RemedyDashboard} shows. */
export interface RemedyDashboardProps {
  readonly automation: RefundAutomation;
  /**
   * Its name, of which there is one in an account over all regions.
   *
   * @default - the names of the stack and of the region
   */
  readonly dashboardName?: string | undefined;
}

/**
 * One page about all that a {@link RefundAutomation} does: what was given back, how long customers waited, what waits,
 * mails, queues, and how the provider answers.
 */
export class RemedyDashboard extends Dashboard {
  constructor(scope: Construct, id: string, { automation, dashboardName }: RemedyDashboardProps) {
    const { stackName, region } = Stack.of(scope);
    super(scope, id, {
      dashboardName: dashboardName ?? `${stackName}-${region}`,
      defaultInterval: Duration.days(1),
      widgets: [
        [alarmsOf(automation)],
        [moneyGivenBack(automation), remediesOf(automation)],
        [journeyTimes(automation), mailsOf(automation)],
        [whatWaits(automation), providerOf(automation)],
        [retryQueues(automation), deadLetterQueues(automation), queuesInFront(automation)],
      ],
    });
  }
}

const hour = { period: Duration.hours(1) };

const fiveMinutes = { period: Duration.minutes(5) };

const graph = (title: string, left: IMetric[], right: IMetric[] = [], width = 12): GraphWidget =>
  new GraphWidget({ title, left, right, width, height: 6, leftYAxis: { min: 0 } });

function alarmsOf(automation: RefundAutomation): IWidget {
  const alarms = automation.node.findAll().filter((each) => each instanceof CustomerAlarm);
  // The widget shows a hundred.
  const shown = alarms.slice(0, 100).map(({ byName }) => byName);
  return new AlarmStatusWidget({ title: 'Alarms', alarms: shown, width: 24, height: 4 });
}

/** Currencies are found by a search, because nobody knows beforehand in which ones customers pay. */
function moneyGivenBack(automation: RefundAutomation): IWidget {
  const place = `"${metricsNamespaceOf(automation.sweep)}",service,currency`;
  const search = `SEARCH('{${place}} MetricName="GivenBack" service="${allServices}"', 'Sum', 3600)`;
  return graph('Money given back, by currency', [new MathExpression({ expression: search, label: '', ...hour })]);
}

function remediesOf(automation: RefundAutomation): IWidget {
  return graph('Remedies', [
    automation.metricRemediesIssued(hour),
    automation.metricRemediesHeld(hour),
    automation.metricRemediesDeclined(hour),
    automation.metricRemediesLateFailed(hour),
    automation.metricRemediesNeedingAttention(hour),
  ]);
}

function journeyTimes({ apologyMail, remedies }: RefundAutomation): IWidget {
  const ages = remedies.map(({ type, function: remedy }) => metricEventAge(remedy).with({ label: `${type} waits` }));
  return graph(
    'Journey times in milliseconds: to the mail (left), events before they are handled (right)',
    [
      apologyMail.metricDetectToMail({ ...fiveMinutes, label: 'from the event to the mail, p95' }),
      apologyMail.metricDetectToMail({ ...fiveMinutes, statistic: 'p50', label: 'from the event to the mail, median' }),
      apologyMail.metricOccurredToMail({ ...fiveMinutes, label: 'from the failure to the mail, p95' }),
    ],
    ages,
  );
}

function mailsOf({ apologyMail: { function: sending, emailEvents } }: RefundAutomation): IWidget {
  const reputation = (metricName: string, label: string): Metric =>
    new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Maximum', label, ...hour });
  return graph(
    'Mails (left), and what SES thinks of the account (right)',
    [
      remedyMetric('ApologySent', sending, { ...hour, label: 'sent' }),
      remedyMetric('MailDelivered', emailEvents.function, { ...hour, label: 'delivered' }),
      total(
        'Did not arrive',
        [remedyMetric('MailFailed', sending), remedyMetric('MailFailed', emailEvents.function)],
        hour,
      ),
      remedyMetric('ApologyUnknown', sending, { ...hour, label: 'in doubt' }),
    ],
    [
      reputation('Reputation.BounceRate', 'share of bounces'),
      reputation('Reputation.ComplaintRate', 'share of complaints'),
    ],
  );
}

function whatWaits({ sweep: { function: sweep } }: RefundAutomation): IWidget {
  const names = ['HoldEscalated', 'HoldOverdue', 'OwedSoon', 'OwedOverdue', 'PartOverdue'] as const;
  return graph(
    'What waits for too long',
    names.map((name) => remedyMetric(name, sweep, hour)),
  );
}

function providerOf(automation: RefundAutomation): IWidget {
  const { sweep } = automation;
  const counted = (name: RemedyMetricName, writer: AmendsFunction): Metric => remedyMetric(name, writer, hour);
  return graph('Provider', [
    automation.metricRemediesUnknown(hour),
    counted('BreakerOpen', sweep.function).with({ label: 'account in trouble (breaker open)' }),
    ...webhooksOf(automation).flatMap(({ name, part: { door } }) => [
      counted('WebhookRefused', door).with({ label: `${name} refused` }),
      door.metricServerErrors({ ...hour, label: `${name} failed` }),
    ]),
  ]);
}

function retryQueues(automation: RefundAutomation): IWidget {
  const queues = eventPartsOf(automation).map(({ name, part }) =>
    part.metricRetryQueue({ ...fiveMinutes, label: name }),
  );
  return graph('Retry queues: run again by the sweep', queues, [], 8);
}

function deadLetterQueues(automation: RefundAutomation): IWidget {
  const queues = eventPartsOf(automation).map(({ name, part }) =>
    part.metricDeadLetterQueue({ ...fiveMinutes, label: name }),
  );
  return graph('Dead-letter queues: wait for a person', queues, [], 8);
}

function queuesInFront(automation: RefundAutomation): IWidget {
  const parts = [...automation.remedies, automation.apologyMail, ...webhooksOf(automation).map(({ part }) => part)];
  const queues = parts.flatMap(({ queue, function: { serviceName } }) =>
    queue
      ? [queue.metricApproximateAgeOfOldestMessage({ ...fiveMinutes, statistic: 'Maximum', label: serviceName })]
      : [],
  );
  return graph('Age of the oldest event in queues of delivery, in seconds', queues, [], 8);
}

function webhooksOf({ webhook, partnerWebhook }: RefundAutomation) {
  return [
    ...(webhook ? [{ name: 'Webhook', part: webhook }] : []),
    ...(partnerWebhook ? [{ name: 'PartnerWebhook', part: partnerWebhook }] : []),
  ];
}

function eventPartsOf(automation: RefundAutomation) {
  const { remedies, apologyMail, partnerResponses, phoneCalls } = automation;
  return [
    ...remedies.map((part) => ({ name: part.type, part })),
    { name: 'Apologies', part: apologyMail },
    { name: 'EmailEvents', part: apologyMail.emailEvents },
    ...(partnerResponses ? [{ name: 'PartnerResponses', part: partnerResponses }] : []),
    ...(phoneCalls ? [{ name: 'PhoneCalls', part: phoneCalls }] : []),
    ...webhooksOf(automation),
  ];
}
