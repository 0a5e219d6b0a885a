import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { AwsClients } from '../stage/aws-clients';
import { ofType, settingOf, type Deployment } from '../stage/deployment';
import { secretNamesIn } from '../stage/secret-names';
import { queuesOf } from '../checks/queue-checks';
import type { StageSize } from './cost-estimate';

const namesAtOnce = 100;

/** Counts what costs money, in the stacks and at AWS. */
export async function sizeOf(deployment: Deployment, aws: AwsClients): Promise<StageSize> {
  const { resources, functions } = deployment;
  const secrets = functions.flatMap(({ environment }) => secretNamesIn(environment));
  const TableName = settingOf(deployment, 'LEDGER_TABLE_NAME');
  const { Table: table } = await aws.database.send(new DescribeTableCommand({ TableName }));
  return {
    hourlyFailures: functions.filter(({ environment }) => 'SYNTHETIC_MAILBOX' in environment).length,
    alarmedMetrics: await alarmedMetricsOf(deployment, aws),
    dashboards: ofType(resources, 'AWS::CloudWatch::Dashboard').length,
    keys: ofType(resources, 'AWS::KMS::Key').length,
    secrets: new Set(secrets).size,
    retryQueues: queuesOf(deployment).filter(({ kind }) => kind === 'retry').length,
    polledQueues: ofType(resources, 'AWS::Lambda::EventSourceMapping').length,
    webhooks: functions.filter(({ environment }) => 'WEBHOOK_OF' in environment).length,
    tableBytes: table?.TableSizeBytes ?? 0,
  };
}

/** An alarm on a sum costs as much as it has summands. */
async function alarmedMetricsOf({ resources }: Deployment, { metrics }: AwsClients): Promise<number> {
  const names = ofType(resources, 'AWS::CloudWatch::Alarm').map(({ physicalId }) => physicalId);
  let count = 0;
  for (let start = 0; start < names.length; start += namesAtOnce) {
    const AlarmNames = names.slice(start, start + namesAtOnce);
    const { MetricAlarms: alarms = [] } = await metrics.send(
      new DescribeAlarmsCommand({ AlarmNames, MaxRecords: namesAtOnce }),
    );
    for (const { Metrics: summed = [] } of alarms) {
      count += Math.max(1, summed.filter(({ MetricStat }) => MetricStat !== undefined).length);
    }
  }
  return count;
}
