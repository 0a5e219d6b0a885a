import { Duration } from 'aws-cdk-lib';
import { MathExpression, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { EventFunction } from '../function/event-function';
import type { QueuedEvents } from '../function/queued-events';
import type { AlarmSettings } from '../options/alarm-settings';
import { CustomerAlarm, type CustomerAlarmProps } from './customer-alarm';
import { metricDeadLetterQueue, metricEventAge } from './function-alarms';
import { sharedMetric } from './remedy-metric';

/** A function that is invoked by events, with the queue in front of it where there is one. */
export interface WatchedEvents {
  readonly function: EventFunction;
  readonly queue?: QueuedEvents | undefined;
}

/** Functions that share their alarms. */
interface Group {
  /** The begin of the alarms' names. */
  readonly id: string;
  /** What customers wait for, as the object of "waits for". */
  readonly awaited: string;
  readonly watched: readonly WatchedEvents[];
}

export interface SharedAlarmsProps {
  /** Those that give remedies for failures. */
  readonly failures: readonly WatchedEvents[];
  /** Those that write to customers, and hear of partners and of SES. */
  readonly others: readonly WatchedEvents[];
  /** Those that read what customers write on channels, and send answers there. */
  readonly channels: {
    readonly invoked: readonly WatchedEvents[];
    /** Their alarms are in a stack of their own. */
    readonly alarms: AlarmSettings;
  };
  /** Those that judge signals. */
  readonly detectors?: readonly WatchedEvents[] | undefined;
  readonly alarms: AlarmSettings;
}

/** CloudWatch lets an alarm compute from so many metrics. */
const mostMetrics = 10;

const period = Duration.minutes(5);

/** The alarms of all functions together, each about something that a person has to do. */
export class SharedAlarms extends Construct {
  constructor(scope: Construct, id: string, props: SharedAlarmsProps) {
    const { failures, others, channels, detectors = [], alarms } = props;
    super(scope, id);
    const groups = [
      ...groupsOf('Failures', 'what is owed for a failure', failures),
      ...groupsOf(
        'Channels',
        'an answer on a channel, or for somebody to read what they wrote there',
        channels.invoked,
      ),
      ...groupsOf('Mails', 'a mail, or for what the provider, a partner or the mail service reported', others),
      ...groupsOf('Signals', 'that somebody notices a failure', detectors),
    ];
    for (const group of groups) this.watchQueues(group, group.id.startsWith('Channels') ? channels.alarms : alarms);
    this.watchRemedies(alarms);
  }

  private watchQueues({ id, awaited, watched }: Group, alarms: AlarmSettings): void {
    const functions = watched.map((each) => each.function);
    const called = { owner: 'operations', alarms } as const;
    new CustomerAlarm(this, `${id}DeadLetters`, {
      metric: combined(
        'SUM',
        functions.map((each) => metricDeadLetterQueue(each)),
        Duration.minutes(1),
      ),
      above: 0,
      customers: `Somebody waits for ${awaited}, and no automatic attempt is left.`,
      firstStep:
        'The dashboard shows which dead-letter queue it is. Read the error in its message and repair the cause; then invoke the function with the event; nothing is given twice.',
      runbook: 'stuck',
      ...called,
    });
    new CustomerAlarm(this, `${id}Retried`, {
      metric: combined(
        'MAX',
        functions.map(({ retryQueue }) =>
          retryQueue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
        ),
      ),
      above: Duration.hours(1).toSeconds(),
      customers: `Somebody has waited for ${awaited} for more than an hour. The sweep keeps retrying, less and less often.`,
      firstStep:
        'The dashboard shows which retry queue it is. Look for the error in the log of its function, and whether the provider or AWS reports an incident.',
      runbook: 'stuck',
      ...called,
    });
    new CustomerAlarm(this, `${id}Late`, {
      metric: combined('MAX', functions.map(metricEventAge)),
      above: Duration.minutes(10).toMilliseconds(),
      periods: 2,
      customers: `Some customers wait longer than ten minutes for ${awaited}. After six hours Lambda gives up on an event.`,
      firstStep:
        'Check whether errors hold the functions up, whether the account has reached its limit of concurrent executions, or whether there is a storm of failures.',
      runbook: 'storm',
      ...called,
    });
    this.watchQueuesInFront({ id, awaited, watched }, called);
  }

  private watchQueuesInFront(
    { id, awaited, watched }: Group,
    called: Pick<CustomerAlarmProps, 'owner' | 'alarms'>,
  ): void {
    const queues = watched.flatMap(({ queue }) => queue ?? []);
    if (queues.length === 0) return;
    // By then an event that only fails has used up its attempts. Beyond it, events arrive faster than they are handled.
    const minutes = Math.max(...queues.map(({ attemptsEndAfter }) => attemptsEndAfter.toMinutes()));
    new CustomerAlarm(this, `${id}Queued`, {
      metric: combined(
        'MAX',
        queues.map((each) => each.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' })),
      ),
      above: minutes * 60,
      periods: 2,
      customers: `Some customers have waited for ${awaited} for more than ${minutes} minutes. Nothing is lost: the queue keeps events for two weeks.`,
      firstStep:
        'Check whether the queue gets shorter. If it does, follow the runbook for a storm. If not, look for the error in the log.',
      runbook: 'storm',
      ...called,
    });
  }

  private watchRemedies(alarms: AlarmSettings): void {
    const quarter = { period: Duration.minutes(15) };
    new CustomerAlarm(this, 'NeedsAttention', {
      metric: sharedMetric('RemedyNeedsAttention', this, quarter),
      above: 0,
      customers: 'A remedy needs attention: no automatic way is left to give it. This customer has nothing yet.',
      firstStep:
        'Run "amends remedies list --state needs-attention". Read what was tried, and check at the provider before anything is paid by hand.',
      runbook: 'stuck',
      owner: 'both',
      alarms,
    });
    new CustomerAlarm(this, 'Contradicted', {
      metric: sharedMetric('UpdateContradicted', this, quarter),
      above: 0,
      customers:
        'What was done for a customer is not what was decided: it was given twice, the amount is wrong, or it failed after a person took over.',
      firstStep:
        'Find the step "contradicted" in the logs of what applies updates (of the webhooks, and of the responses). It says what differs and names the remedy to look at.',
      runbook: 'stuck',
      owner: 'finance',
      alarms,
    });
    new CustomerAlarm(this, 'Unknown', {
      metric: sharedMetric('RemedyUnknown', this, { period }),
      above: 0,
      customers:
        'The provider did not say whether a refund was made. The customer got no email. The sweep asks the provider again.',
      firstStep:
        'Check whether the provider reports an incident. Never pay by hand before you looked the refund up at the provider.',
      runbook: 'provider-down',
      owner: 'operations',
      alarms,
    });
    this.watchLimits(alarms);
  }

  private watchLimits(alarms: AlarmSettings): void {
    const quarter = { period: Duration.minutes(15) };
    new CustomerAlarm(this, 'LimitHalfUsed', {
      metric: sharedMetric('LimitHalfUsed', this, quarter),
      above: 0,
      customers:
        'Half of a limit on automatic remedies is used. Nothing is held yet; at its end, remedies wait for a person.',
      firstStep:
        'Find the step "limit-half-used" in the logs: it names the limit, and the command that stops what fills it. Check whether the failures are real.',
      runbook: 'limit',
      owner: 'both',
      alarms,
    });
    new CustomerAlarm(this, 'LimitReached', {
      metric: sharedMetric('LimitReached', this, quarter),
      above: 0,
      customers: 'A limit on automatic remedies is reached. Further remedies are held.',
      firstStep:
        'Check whether the failures are real. If they are, release the held remedies; if not, switch the failure type off.',
      runbook: 'limit',
      owner: 'both',
      alarms,
    });
  }
}

/**
 * Rings when a function reads in the ledger what does not bear our seal, and where two sources say two things of one
 * failure. Both are for all functions, at every level.
 */
export function watchWhatOthersSay(scope: Construct, alarms: AlarmSettings): void {
  new CustomerAlarm(scope, 'ReportContradicted', {
    metric: sharedMetric('ReportContradicted', scope, { period: Duration.minutes(15) }),
    above: 0,
    customers:
      'Two systems report the same failure of a customer with another payment, order or sum. What was given first stays; what waits is held.',
    firstStep:
      'Find the step "report-contradicted" in the logs: it names the sources and the remedy. Find out which of them is right before anything is released or paid.',
    runbook: 'double-detector',
    owner: 'both',
    alarms,
  });
  new CustomerAlarm(scope, 'ForeignWrite', {
    metric: sharedMetric('ForeignWrite', scope, { period }),
    above: 0,
    customers:
      'The ledger says something that none of our functions wrote: somebody may be trying to have money paid. It is not paid.',
    firstStep:
      'Run "amends kill all", find the step "foreign-write" in the logs, which names the remedy or the incident, and follow the runbook before anything else.',
    runbook: 'foreign-write',
    owner: 'operations',
    alarms,
  });
}

function groupsOf(name: string, awaited: string, watched: readonly WatchedEvents[]): Group[] {
  const size = Math.ceil(watched.length / mostMetrics);
  return Array.from({ length: size }, (_, index) => ({
    id: index === 0 ? name : `${name}${index + 1}`,
    awaited,
    watched: watched.slice(index * mostMetrics, (index + 1) * mostMetrics),
  }));
}

/** One metric as it is: CloudWatch takes the same for it, and shows it without a formula. */
function combined(by: 'SUM' | 'MAX', metrics: readonly IMetric[], every = period): IMetric {
  const [only, ...others] = metrics;
  if (only && others.length === 0) return only;
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  return new MathExpression({
    expression: `${by}([${Object.keys(usingMetrics).join(', ')}])`,
    usingMetrics,
    period: every,
  });
}
