import { GetTableMetadataCommand, GetWorkGroupCommand } from '@aws-sdk/client-athena';
import { GetMetricStatisticsCommand, type Statistic } from '@aws-sdk/client-cloudwatch';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { insightPartition, insightTable } from '../../../lambdas/insight/insight-record';
import { notReady, notSeen, ready, type Check } from '../checks/check';
import type { AwsClients } from '../stage/aws-clients';
import { ofType, settingOf, type Deployment } from '../stage/deployment';

const what = 'insight';

const hourMs = 3_600_000;

/** After this it has waited longer than a stream ever collects. */
const lateSeconds = 900;

/** How far back the newest file is looked for. */
const days = 8;

/**
 * Whether figures come, where the stage wants them: the stream delivers, and table and workgroup are there for whoever
 * asks. A stage without insight has nothing of it.
 */
export async function checkInsight(deployment: Deployment, aws: AwsClients, now: Date): Promise<readonly Check[]> {
  const WorkGroup = settingOf(deployment, 'INSIGHT_WORKGROUP');
  const DatabaseName = settingOf(deployment, 'INSIGHT_DATABASE');
  if (WorkGroup === undefined || DatabaseName === undefined) return [];
  const { deployCommand } = deployment;
  const problems = [
    ...((await isThere(() => aws.questions.send(tableCommand(DatabaseName)), 'MetadataException'))
      ? []
      : [
          notReady(
            what,
            `the table ${DatabaseName}.${insightTable} is not there, and no question is answered`,
            deployCommand,
          ),
        ]),
    ...(await workGroupProblems(WorkGroup, deployCommand, aws)),
  ];
  const stream = await streamCheck(deployment, aws, now);
  return [...problems, stream];
}

function tableCommand(DatabaseName: string): GetTableMetadataCommand {
  return new GetTableMetadataCommand({ CatalogName: 'AwsDataCatalog', DatabaseName, TableName: insightTable });
}

async function workGroupProblems(
  WorkGroup: string,
  deployCommand: string,
  { questions }: AwsClients,
): Promise<readonly Check[]> {
  try {
    const { WorkGroup: found } = await questions.send(new GetWorkGroupCommand({ WorkGroup }));
    if (found?.State === 'ENABLED') return [];
    const enable = `aws athena update-work-group --work-group ${WorkGroup} --state ENABLED`;
    return [notReady(what, `the workgroup ${WorkGroup} is switched off, and no question is answered`, enable)];
  } catch (error) {
    if (!isMissing(error, 'InvalidRequestException')) throw error;
    return [notReady(what, `the workgroup ${WorkGroup} is not there, and no question is answered`, deployCommand)];
  }
}

async function streamCheck({ resources, deployCommand }: Deployment, aws: AwsClients, now: Date): Promise<Check> {
  const [stream] = ofType(resources, 'AWS::KinesisFirehose::DeliveryStream');
  const bucket = ofType(resources, 'AWS::S3::Bucket').find(({ logicalId }) => /Insight.*Files/.test(logicalId));
  if (!stream || !bucket)
    return notReady(what, 'the stream or its bucket is not there: no figure comes', deployCommand);
  const of = (name: string, statistic: Statistic) => highest(stream.physicalId, name, statistic, aws, now);
  const ageSeconds = await of('DeliveryToS3.DataFreshness', 'Maximum');
  const throttled = await of('ThrottledRecords', 'Sum');
  const unwritten = await of('FailedConversion.Records', 'Sum');
  const log = `aws logs tail --since 1h "$(aws firehose describe-delivery-stream --delivery-stream-name ${stream.physicalId} --query DeliveryStreamDescription.Destinations[0].ExtendedS3DestinationDescription.CloudWatchLoggingOptions.LogGroupName --output text)"`;
  if (ageSeconds > lateSeconds)
    return notReady(
      what,
      `events have waited ${Math.round(ageSeconds / 60)} minutes in the stream: it does not deliver`,
      log,
    );
  if (unwritten > 0) return notReady(what, 'some events of the last hour fit no column, and are in no figure', log);
  if (throttled > 0)
    return notReady(
      what,
      'the stream turned events away in the last hour',
      'aws service-quotas list-service-quotas --service-code firehose',
    );
  const newest = await newestFile(bucket.physicalId, aws, now);
  if (newest === undefined)
    return notSeen(what, `no figure was written in ${days} days: nothing failed, or nothing comes`);
  return ready(what, `the newest figures are ${ageText(now.getTime() - newest.getTime())} old`);
}

/** Of the last hour, in five minutes of it. 0 where there is nothing to say. */
async function highest(
  DeliveryStreamName: string,
  MetricName: string,
  statistic: Statistic,
  { metrics }: AwsClients,
  now: Date,
): Promise<number> {
  const { Datapoints: points = [] } = await metrics.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/Firehose',
      MetricName,
      Dimensions: [{ Name: 'DeliveryStreamName', Value: DeliveryStreamName }],
      StartTime: new Date(now.getTime() - hourMs),
      EndTime: now,
      Period: 300,
      Statistics: [statistic],
    }),
  );
  return Math.max(0, ...points.map(({ Sum: sum = 0, Maximum: most = 0 }) => Math.max(sum, most)));
}

/** There is a folder for each day on which something came, and fewer files in it than a list has room for. */
async function newestFile(Bucket: string, { objects }: AwsClients, now: Date): Promise<Date | undefined> {
  for (let back = 0; back < days; back++) {
    const day = new Date(now.getTime() - back * 24 * hourMs).toISOString().slice(0, 10);
    const Prefix = `insight/${insightPartition}=${day}/`;
    const { Contents: files = [] } = await objects.send(new ListObjectsV2Command({ Bucket, Prefix }));
    const [newest] = files.flatMap(({ LastModified: at }) => at ?? []).toSorted((one, other) => +other - +one);
    if (newest) return newest;
  }
  return undefined;
}

async function isThere(ask: () => Promise<unknown>, missing: string): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (isMissing(error, missing)) return false;
    throw error;
  }
}

/** Athena has no error of its own for what is not there. */
function isMissing(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name && /not ?found|not exist/i.test(error.message);
}

function ageText(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
