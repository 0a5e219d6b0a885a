import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { dayMs, hourMs } from '../../../lambdas/model/durations';
import { advice, look, notReady, ready, type Check } from '../checks/check';
import type { AwsClients } from '../stage/aws-clients';
import type { DeployedFunction, Deployment } from '../stage/deployment';
import { channelsIn, dayBudgetUsd, type DeployedChannel } from './deployed-channels';
import { checkSms } from './sms-checks';
import { checkWhatsApp } from './whatsapp-checks';

/** How far back the newest message is looked for. CloudWatch keeps hours for longer than this. */
const days = 14;

/**
 * Whether something comes from each channel, whether it is believed, and whether the numbers at AWS are as the stage
 * needs them. Whether the secrets are there is looked at with all others.
 */
export async function checkChannels(deployment: Deployment, aws: AwsClients, now: Date): Promise<readonly Check[]> {
  const checks: Check[] = [];
  // One after the other: CloudWatch and the APIs of numbers answer few requests a second.
  for (const channel of channelsIn(deployment)) {
    const what = `channel ${channel.name}`;
    checks.push(...(await look(what, async () => [await heardCheck(channel, aws, now)])));
    checks.push(...(await look(what, () => mismatchChecks(channel, aws, now))));
    checks.push(...(await look(what, () => carrierChecks(channel, deployment, aws))));
  }
  return checks;
}

async function carrierChecks(
  channel: DeployedChannel,
  deployment: Deployment,
  aws: AwsClients,
): Promise<readonly Check[]> {
  if (channel.door) return [];
  const budgetUsd = dayBudgetUsd(deployment, channel.name);
  if (channel.name === 'sms') return checkSms(channel, budgetUsd, aws);
  return channel.name === 'whatsapp' ? checkWhatsApp(channel, aws) : [];
}

/** What the reading function was run for was signed by the network, or published by the service. */
async function heardCheck(
  { name, reading, door, topicArn }: DeployedChannel,
  aws: AwsClients,
  now: Date,
): Promise<Check> {
  const what = `channel ${name}`;
  const newest = await newestRun(reading, aws, now);
  if (newest) return ready(what, `something came within ${ageText(now.getTime() - newest.getTime())}`);
  const place = door ? 'its URL' : `the topic ${topicArn ?? 'of the channel'}`;
  const why = `nothing came in ${days} days: nobody wrote, or the network does not know ${place}`;
  const show = door
    ? `aws lambda get-function-url-config --function-name ${door.name} --query FunctionUrl`
    : topicArn && `aws sns list-subscriptions-by-topic --topic-arn ${topicArn}`;
  return advice(what, why, show);
}

/** The end of the newest hour in which it ran. */
async function newestRun({ name }: DeployedFunction, aws: AwsClients, now: Date): Promise<Date | undefined> {
  const points = await sumsOf(
    { Namespace: 'AWS/Lambda', MetricName: 'Invocations', Dimensions: [{ Name: 'FunctionName', Value: name }] },
    days * dayMs,
    aws,
    now,
  );
  const ran = points.flatMap(({ Timestamp: at, Sum: sum = 0 }) => (at && sum > 0 ? [at.getTime()] : []));
  return ran.length === 0 ? undefined : new Date(Math.max(...ran));
}

/** Of the last day. Strangers sign nothing: whoever does may be the network, whose secret is another one here. */
async function mismatchChecks({ name, door }: DeployedChannel, aws: AwsClients, now: Date): Promise<readonly Check[]> {
  const Namespace = door?.environment['POWERTOOLS_METRICS_NAMESPACE'];
  if (!door || Namespace === undefined) return [];
  const Dimensions = [{ Name: 'service', Value: door.service }];
  const points = await sumsOf({ Namespace, MetricName: 'WebhookMismatched', Dimensions }, dayMs, aws, now);
  const refused = points.reduce((all, { Sum: sum = 0 }) => all + sum, 0);
  if (refused === 0) return [];
  const secret = door.environment['SIGNING_SECRET_NAME'] ?? '';
  const why = `${refused} of its requests in the last day had a signature that is not valid: compare the secret here with that at the network`;
  const put = `aws secretsmanager put-secret-value --secret-id ${secret} --secret-string file://key.txt`;
  return [notReady(`signatures of ${name}`, why, put)];
}

async function sumsOf(
  metric: Pick<GetMetricStatisticsCommand['input'], 'Namespace' | 'MetricName' | 'Dimensions'>,
  backMs: number,
  { metrics }: AwsClients,
  now: Date,
) {
  const StartTime = new Date(now.getTime() - backMs);
  const bounds = { StartTime, EndTime: now, Period: hourMs / 1_000, Statistics: ['Sum' as const] };
  const { Datapoints: points = [] } = await metrics.send(new GetMetricStatisticsCommand({ ...metric, ...bounds }));
  return points;
}

function ageText(ms: number): string {
  const hours = Math.max(1, Math.ceil(ms / hourMs));
  if (hours === 1) return 'the last hour';
  return hours <= 48 ? `the last ${hours} hours` : `the last ${Math.ceil(hours / 24)} days`;
}
