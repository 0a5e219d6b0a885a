import { Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EventFunction } from '../../../lib/function/event-function';
import { QueuedEvents } from '../../../lib/function/queued-events';
import { SharedAlarms } from '../../../lib/monitoring/shared-alarms';
import { OverviewStack } from '../../../lib/overview/overview-stack';
import { resourcesOf, testApp } from '../synthesize';
import { wholeTemplate } from '../whole-template';

interface Alarm {
  readonly AlarmName: string;
  readonly Threshold: number;
  readonly Metrics?: readonly { readonly Expression?: string; readonly MetricStat?: unknown }[];
}

const stack = new Stack(testApp(), 'Team');
const encryptionKey = new Key(stack, 'Key');
const functions = Array.from(
  { length: 12 },
  (_, index) =>
    new EventFunction(stack, `Type${index}`, {
      entry: 'functions/email-events.ts',
      description: 'one of many',
      serviceName: `type-${index}`,
      environment: {},
      permissions: [],
      encryptionKey,
      logRetention: RetentionDays.ONE_DAY,
    }),
);
const [first, second, ...others] = functions.map((each) => ({ function: each }));
const queued = [first, second].flatMap((each, index) =>
  each ? [{ ...each, queue: new QueuedEvents(stack, `Queue${index}`, { target: each.function, concurrency: 2 }) }] : [],
);
const settings = {
  topic: new Topic(stack, 'Topic'),
  overview: new OverviewStack(stack, 'Overview'),
  level: 'essential',
  owners: {},
  runbooks: 'docs/runbooks/',
} as const;
new SharedAlarms(stack, 'Alarms', {
  failures: [...queued, ...others],
  others: others.slice(0, 1),
  channels: { invoked: [], alarms: settings },
  alarms: settings,
});
const alarms = Object.values(resourcesOf(wholeTemplate(stack), 'AWS::CloudWatch::Alarm')).map(
  ({ Properties }) => Properties as unknown as Alarm,
);
const named = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `Team/Alarms/${name}`);
const metricsOf = (name: string) => named(name)?.Metrics?.filter(({ MetricStat }) => MetricStat).length;

test('more functions than an alarm can compute from get a second one, and none is left out', () => {
  for (const kind of ['DeadLetters', 'Retried', 'Late']) {
    expect([metricsOf(`Failures${kind}`), metricsOf(`Failures2${kind}`)]).toEqual([10, 2]);
  }
});

test('a single function is watched without a formula', () => {
  expect(named('MailsDeadLetters')).toMatchObject({ MetricName: 'ApproximateNumberOfMessagesVisible' });
});

test('messages are added up, and of ages the longest counts', () => {
  expect(named('Failures2DeadLetters')?.Metrics?.[0]).toMatchObject({ Expression: 'SUM([m0, m1])' });
  expect(named('Failures2Retried')?.Metrics?.[0]).toMatchObject({ Expression: 'MAX([m0, m1])' });
});

test('where some are delivered through queues, their queues have one alarm, and others have none', () => {
  expect(metricsOf('FailuresQueued')).toBe(2);
  expect(named('FailuresQueued')?.Threshold).toBe(5 * 180);
  expect(alarms.filter(({ AlarmName }) => AlarmName.endsWith('Queued'))).toHaveLength(1);
});
