import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { responseSchemas } from '../../../lambdas/operator-api/response-schemas';
import type { OperatorClient } from '../../commands/operator-client';
import type { AwsClients } from '../stage/aws-clients';
import { advice, notReady, notSeen, ready, type Check } from './check';
import { ofType, type Deployment } from '../stage/deployment';

/** DescribeAlarms takes so many names at once. */
const namesAtOnce = 100;

/** An alarm that nobody hears is none. */
export async function checkAlarmTopic(deployment: Deployment, { topics }: AwsClients): Promise<readonly Check[]> {
  const what = 'alarm topic';
  const TopicArn =
    deployment.outputs['AlarmTopicArn'] ?? ofType(deployment.resources, 'AWS::SNS::Topic')[0]?.physicalId;
  if (TopicArn === undefined) return [notSeen(what, 'this deployment names none: it was given one of another stack')];
  const { Subscriptions: all = [] } = await topics.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const confirmed = all.filter(({ SubscriptionArn: arn = '' }) => arn.startsWith('arn:'));
  const waiting = all.length - confirmed.length;
  const subscribe = `aws sns subscribe --topic-arn ${TopicArn} --protocol email --notification-endpoint you@your.domain`;
  if (confirmed.length > 0)
    return [ready(what, `${confirmed.length} confirmed ${plural(confirmed.length, 'subscription')}`)];
  if (waiting === 0) return [notReady(what, 'nobody hears an alarm', subscribe)];
  return [
    notReady(
      what,
      `nobody hears an alarm: ${waiting} waits for its address to confirm it, by the link in its mail`,
      subscribe,
    ),
  ];
}

/** Alarms that ring now. */
export async function checkAlarms({ resources }: Deployment, { metrics }: AwsClients): Promise<readonly Check[]> {
  const what = 'alarms';
  const names = ofType(resources, 'AWS::CloudWatch::Alarm').map(({ physicalId }) => physicalId);
  const ringing: string[] = [];
  for (let start = 0; start < names.length; start += namesAtOnce) {
    const AlarmNames = names.slice(start, start + namesAtOnce);
    const { MetricAlarms: found = [] } = await metrics.send(
      new DescribeAlarmsCommand({ AlarmNames, StateValue: 'ALARM', MaxRecords: namesAtOnce }),
    );
    ringing.push(...found.flatMap(({ AlarmName: name }) => (name === undefined ? [] : [name])));
  }
  if (ringing.length === 0) return [ready(what, `none of ${names.length} rings`)];
  const show = 'aws cloudwatch describe-alarms --state-value ALARM';
  return [notReady(what, `${ringing.length} of ${names.length} ring: ${ringing.sort().join(', ')}`, show)];
}

/** What happens by itself, and what is stopped. */
export async function checkMode(client: OperatorClient): Promise<readonly Check[]> {
  const answer = responseSchemas.showControls.safeParse(await client.get(['controls']));
  const what = 'mode';
  if (!answer.success) return [notSeen(what, 'the operator API gave an answer that this version does not know')];
  const { all, types, breakers = {} } = answer.data.controls;
  const stopped = Object.entries(breakers).flatMap(([account, breaker]) =>
    breaker.state === 'open'
      ? [notReady(`account ${account}`, `in trouble since ${breaker.since}: ${breaker.why}`, 'amends mode show')]
      : [],
  );
  const others = Object.entries(types)
    .filter(([, { mode }]) => mode !== 'auto')
    .map(([type, setting]) => `${type} ${modeText(setting)}`);
  const says = [`all ${modeText(all)}`, ...others].join('; ');
  return [modeCheck(all.mode, says), ...stopped];
}

type Controls = Readonly<{ mode: string; autoShare?: number | undefined }>;

function modeText({ mode, autoShare }: Controls): string {
  return autoShare === undefined ? mode : `${mode}, and auto for ${Math.round(autoShare * 1000) / 10} % of customers`;
}

function modeCheck(mode: string, says: string): Check {
  const what = 'mode';
  switch (mode) {
    case 'auto':
      return ready(what, says);
    case 'off':
      return notReady(what, `${says}: nothing is decided`, 'amends mode set all shadow --why "…"');
    case 'shadow':
      return advice(
        what,
        `${says}: what would be given is decided, and nobody is paid or written to`,
        'amends mode set all shadow --share 0.05 --why "canary"',
      );
    default:
      return advice(what, `${says}: every remedy waits for a person`, 'amends mode set all auto --why "…"');
  }
}

function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}
