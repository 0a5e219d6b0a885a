import { Duration, Stack, type CfnResource } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { sentPrefix } from '../../lambdas/insight/weekly/sent-weeks';
import type { WeeklyEnvironment } from '../../lambdas/runtime/insight/weekly-settings';
import type { ApologySender } from '../brands/apology-sender';
import { brandTexts } from '../brands/brand-texts';
import { ScheduledFunction } from '../function/scheduled-function';
import { domainOf } from '../kept/sender-identity';
import { FailingRunsAlarm } from '../monitoring/failing-runs-alarm';
import type { AlarmSettings } from '../options/alarm-settings';
import { permitQuestions, type AskedInsight } from './insight-rights';
import { ownersText, type WeeklyOwners } from './weekly-owners';

export interface WeeklyMailProps {
  readonly owners: WeeklyOwners;
  /** The systems that publish failures. */
  readonly sources: readonly string[];
  readonly insight: AskedInsight;
  readonly sender: ApologySender;
  readonly senderIdentityArn: string;
  readonly encryptionKey: IKey;
  readonly logRetention: RetentionDays;
  readonly logGroupPrefix?: string | undefined;
  readonly alarms: AlarmSettings;
}

/** Tells the owners of products every Monday what failed in the week before, whom it hurt and what was given. */
export class WeeklyMail extends Construct {
  readonly function: ScheduledFunction;

  constructor(scope: Construct, id: string, props: WeeklyMailProps) {
    super(scope, id);
    const { insight, sender, encryptionKey, logRetention, logGroupPrefix, alarms } = props;
    const { LOOK } = brandTexts(sender, {});
    const environment: WeeklyEnvironment = {
      WEEKLY_OWNERS: ownersText(props.owners, props.sources),
      INSIGHT_BUCKET: insight.bucket.bucketName,
      INSIGHT_DATABASE: insight.table.databaseName,
      INSIGHT_WORKGROUP: insight.questions.workGroupName,
      SENDER_EMAIL: sender.email,
      SENDER_NAME: sender.name,
      REPLY_TO_EMAIL: sender.replyTo,
      ...(LOOK !== undefined && { LOOK }),
    };
    this.function = new ScheduledFunction(this, 'Tell', {
      entry: 'functions/weekly.ts',
      description: 'Amends: tells the owners of products what failed last week.',
      serviceName: 'weekly',
      environment,
      permissions: [maySend(this, props)],
      encryptionKey,
      logRetention,
      logGroupPrefix,
      // In UTC, as the days of the figures are. By then the files of Sunday have been written for hours.
      schedule: ScheduleExpression.expression('cron(0 7 ? * MON *)'),
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      // It asks for one owner after another, and Athena takes seconds for each question.
      timeout: Duration.minutes(15),
    });
    permitQuestions(this, this.function.role, insight);
    this.permitNotes(insight);
    new FailingRunsAlarm(this, 'Failing', {
      watched: this.function,
      periods: 1,
      period: Duration.hours(1),
      customers: 'No customer notices it: the owner of a product was not told what failed last week.',
      runbook: 'mail',
      alarms,
    });
  }

  /** To note that a mail left, and to take that back. It may read no figures in this way. */
  private permitNotes({ bucket }: AskedInsight): void {
    const resources = [bucket.arnForObjects(`${sentPrefix}*`)];
    const statement = new PolicyStatement({ actions: ['s3:PutObject', 's3:DeleteObject'], resources });
    const bucketId = Stack.of(this).getLogicalId(bucket.node.defaultChild as CfnResource);
    this.function.permit([statement], {
      id: `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/${sentPrefix}*]`,
      reason:
        'There is a note for each week, and weeks to come are not known beforehand. Only these notes are below the folder.',
    });
  }
}

/**
 * From the sender's own address alone. In SES's sandbox IAM is asked about the recipient too, and here these are known.
 */
function maySend(scope: Construct, { owners, sender, senderIdentityArn }: WeeklyMailProps): PolicyStatement {
  const stack = Stack.of(scope);
  const recipients = Object.values(owners).flatMap(({ email }) => [email, domainOf(email)]);
  const identities = [...new Set(recipients)].map((resourceName) =>
    stack.formatArn({ service: 'ses', resource: 'identity', resourceName }),
  );
  return new PolicyStatement({
    actions: ['ses:SendRawEmail'],
    resources: [...new Set([senderIdentityArn, ...identities])],
    conditions: { StringEquals: { 'ses:FromAddress': [sender.email] } },
  });
}
