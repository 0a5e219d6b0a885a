import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeContinuousBackupsCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeEventBusCommand } from '@aws-sdk/client-eventbridge';
import { GetAccountSettingsCommand, GetEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import type { AwsClients } from '../stage/aws-clients';
import { advice, notReady, notSeen, ready, type Check } from './check';
import { functionOf, ofType, settingOf, type Deployment } from '../stage/deployment';
import { askForMore } from './quotas';

/** CloudFormation's words for a stack that is as its template says. */
const settled = /^(CREATE|UPDATE|IMPORT)_COMPLETE$/;

export function checkStacks({ stacks, deployCommand }: Deployment): readonly Check[] {
  return stacks.map(({ name, status }) => {
    const what = `stack ${name}`;
    if (settled.test(status)) return ready(what, status);
    if (status.endsWith('_IN_PROGRESS')) return notReady(what, `${status}: look again when it is done`);
    return notReady(what, `${status}: its last deployment failed`, deployCommand);
  });
}

/** What a restored table lacks, too: neither is restored with it. */
export async function checkLedger(deployment: Deployment, { database }: AwsClients): Promise<readonly Check[]> {
  const what = 'ledger';
  const TableName = settingOf(deployment, 'LEDGER_TABLE_NAME');
  if (TableName === undefined) return [notSeen(what, 'no function names the table')];
  const [{ Table: table }, backups] = await Promise.all([
    database.send(new DescribeTableCommand({ TableName })),
    database.send(new DescribeContinuousBackupsCommand({ TableName })),
  ]);
  const recovery = backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
  const problems = [
    ...(recovery === 'ENABLED'
      ? []
      : [
          notReady(
            what,
            'point-in-time recovery is off: what is lost cannot be restored',
            `aws dynamodb update-continuous-backups --table-name ${TableName} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`,
          ),
        ]),
    ...(table?.DeletionProtectionEnabled === true
      ? []
      : [
          notReady(
            what,
            'the table can be deleted by mistake',
            `aws dynamodb update-table --table-name ${TableName} --deletion-protection-enabled`,
          ),
        ]),
  ];
  return problems.length > 0 ? problems : [ready(what, `${TableName} can be restored, and is protected`)];
}

/** Another Amends on the same bus handles the same failures, and pays for them a second time. */
export async function checkBus(deployment: Deployment, { bus }: AwsClients): Promise<readonly Check[]> {
  const what = 'event bus';
  const Name = settingOf(deployment, 'EVENT_BUS_NAME');
  if (Name === undefined) return [notSeen(what, 'no function names the bus')];
  const { Policy } = await bus.send(new DescribeEventBusCommand({ Name }));
  const own = statementsOf(deployment);
  const sids = sidsIn(Policy ?? '{}').filter((sid) => sid.startsWith('Amends'));
  if (sids.length === 0) return [notReady(what, `its policy lets anybody publish failures`, deployment.deployCommand)];
  const others = [...new Set(sids.filter((sid) => !isOwn(sid, own)).map((sid) => prefixOf(sid)))];
  if (others.length === 0) return [ready(what, `${Name} belongs to this deployment alone`)];
  const another = `another Amends is on ${Name} (${others.join(', ')}), and each pays for the same failures`;
  return [
    notReady(
      what,
      another,
      `aws cloudformation describe-stacks --query "Stacks[?Outputs[?OutputKey=='EventBusStatementPrefix' && OutputValue=='${others[0] ?? ''}']].StackName"`,
    ),
  ];
}

/** Statement ids of this deployment, by its output, or by the resources of a team's own stack. */
function statementsOf({ outputs, resources }: Deployment): readonly string[] {
  const prefix = outputs['EventBusStatementPrefix'];
  if (prefix !== undefined) return [prefix];
  // CloudFormation knows each as `bus|statement id`.
  const ids = ofType(resources, 'AWS::Events::EventBusPolicy').map(({ physicalId }) => physicalId.split('|').at(-1));
  return [...new Set(ids.flatMap((id) => (id === undefined ? [] : [prefixOf(id)])))];
}

function isOwn(sid: string, own: readonly string[]): boolean {
  return own.some((prefix) => sid.startsWith(prefix));
}

/** `Amends` and eight hexadecimal digits that stand for one instance. */
function prefixOf(sid: string): string {
  return /^Amends[0-9a-f]{8}/.exec(sid)?.[0] ?? sid;
}

function sidsIn(policy: string): string[] {
  const { Statement: statements = [] } = JSON.parse(policy) as {
    Statement?: { Sid?: string } | readonly { Sid?: string }[];
  };
  return [statements].flat().flatMap(({ Sid: sid }) => (sid === undefined ? [] : [sid]));
}

/** Whether the account lets as many functions run at once as the settings say. */
export async function checkConcurrency(deployment: Deployment, { functions }: AwsClients): Promise<readonly Check[]> {
  const what = 'concurrency';
  const { AccountLimit: limit } = await functions.send(new GetAccountSettingsCommand({}));
  const free = limit?.UnreservedConcurrentExecutions;
  if (free === undefined) return [notSeen(what, 'Lambda does not say what the account may run at once')];
  const queued = await Promise.all(
    ofType(deployment.resources, 'AWS::Lambda::EventSourceMapping').map(async ({ physicalId: UUID }) => {
      const { ScalingConfig } = await functions.send(new GetEventSourceMappingCommand({ UUID }));
      return ScalingConfig?.MaximumConcurrency ?? 0;
    }),
  );
  const fromQueues = queued.reduce((sum, each) => sum + each, 0);
  const direct = deployment.functions.length - queued.length;
  const needed = fromQueues + direct;
  const how = `${needed} (${fromQueues} read from queues, and one of each of ${direct} other functions)`;
  const more = askForMore('concurrency', Math.max(1_000, needed));
  if (free < needed) return [notReady(what, `${free} functions may run at once, and the settings need ${how}`, more)];
  if (free < 100)
    return [advice(what, `${free} functions may run at once: enough for ${how}, and little for a storm`, more)];
  return [ready(what, `${free} functions may run at once, and the settings need ${how}`)];
}

const minutes = 10;

/** The sweep is the clock of everything that waits. */
export async function checkSweep(deployment: Deployment, aws: AwsClients, now: Date): Promise<readonly Check[]> {
  const what = 'clock of the sweep';
  const sweep = functionOf(deployment, 'sweep');
  const schedule = ofType(deployment.resources, 'AWS::Scheduler::Schedule').find(({ logicalId }) =>
    /Sweep/.test(logicalId),
  );
  if (!sweep || !schedule) return [notSeen(what, 'this deployment has no sweep, or no schedule of it')];
  const { State } = await aws.schedules.send(new GetScheduleCommand({ Name: schedule.physicalId }));
  if (State !== 'ENABLED') {
    return [
      notReady(what, `its schedule is ${State ?? 'unknown'}: nothing that waits goes on`, deployment.deployCommand),
    ];
  }
  const runs = await countOf('Invocations', sweep.name, aws, now);
  const errors = await countOf('Errors', sweep.name, aws, now);
  const log = `aws logs tail --since 10m "$(aws lambda get-function-configuration --function-name ${sweep.name} --query LoggingConfig.LogGroup --output text)"`;
  if (runs === 0) {
    return [
      notReady(what, `it did not run in the last ${minutes} minutes; after a first deployment look again then`, log),
    ];
  }
  if (errors >= runs) return [notReady(what, `all of its ${runs} runs in ${minutes} minutes failed`, log)];
  return [
    ready(
      what,
      `it ran ${runs} times in the last ${minutes} minutes${errors > 0 ? `, and failed ${errors} times` : ''}`,
    ),
  ];
}

async function countOf(MetricName: string, functionName: string, { metrics }: AwsClients, now: Date): Promise<number> {
  const { Datapoints: points = [] } = await metrics.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/Lambda',
      MetricName,
      Dimensions: [{ Name: 'FunctionName', Value: functionName }],
      StartTime: new Date(now.getTime() - minutes * 60_000),
      EndTime: now,
      Period: 60,
      Statistics: ['Sum'],
    }),
  );
  return points.reduce((sum, { Sum: count = 0 }) => sum + count, 0);
}
