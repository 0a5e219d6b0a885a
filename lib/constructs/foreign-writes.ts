import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { DeadLetterQueue } from '../function/dead-letter-queue';
import { LiveRule } from '../rehearsal/live-rule';
import { CustomerAlarm } from '../monitoring/customer-alarm';
import type { AlarmSettings } from '../options/alarm-settings';

export interface ForeignWritesProps {
  readonly table: ITable;
  /** Below it are the roles of our functions, and no other role: `/amends/prod/`. It has to be given. */
  readonly rolePath: string | undefined;
  readonly alarms: AlarmSettings;
}

/**
 * Rings when anybody but our own functions writes to the ledger: another role, a user, or somebody in the console. It
 * takes a trail of CloudTrail with the data events of the table. What they did waits in a queue for whoever is called.
 */
export class ForeignWrites extends Construct {
  constructor(scope: Construct, id: string, { table, rolePath, alarms }: ForeignWritesProps) {
    super(scope, id);
    const { partition, account } = Stack.of(this);
    const ours = `arn:${partition}:iam::${account}:role${checkedPath(rolePath)}`;
    const queue = new DeadLetterQueue(this, 'Queue');
    const rule = new LiveRule(this, 'Rule', {
      description: 'Amends: writes to the ledger by others than its functions.',
      eventPattern: {
        source: ['aws.dynamodb'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          readOnly: [false],
          resources: { ARN: [table.tableArn] },
          userIdentity: {
            // Users, and AWS itself, have no session of a role.
            sessionContext: { sessionIssuer: { arn: [...Match.anythingButPrefix(ours), ...Match.doesNotExist()] } },
          },
        },
      },
      targets: [new SqsQueue(queue)],
    });
    Validations.of(rule).acknowledge({
      id: 'Serverless-EventBusDLQ',
      reason:
        'Its only target is a queue of the same stack, which takes whatever this rule sends. What could not be delivered there stands in the log of CloudTrail all the same.',
    });
    new CustomerAlarm(this, 'Found', {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: 'Maximum' }),
      above: 0,
      customers: 'Somebody else wrote to the ledger. Money may be given that nobody decided on, or a refund forgotten.',
      firstStep: 'Read the messages of the queue that this alarm is about: who wrote which item, and from where.',
      runbook: 'foreign-write',
      owner: 'operations',
      alarms,
    });
  }
}

/** With roles anywhere in the account, ours could not be told from others. */
function checkedPath(rolePath: string | undefined): string {
  if (rolePath !== undefined && /^\/[\w+=,.@/-]+\/$/.test(rolePath)) return rolePath;
  throw new Error('`watchesLedger` needs a `rolePath` below which no other roles are, such as /amends/prod/.');
}
