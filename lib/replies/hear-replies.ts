import { Stack, type CfnResource } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { ReceiptRule } from 'aws-cdk-lib/aws-ses';
import { Lambda, LambdaInvocationType, S3 } from 'aws-cdk-lib/aws-ses-actions';
import { Construct } from 'constructs';
import { rawPrefix } from '../../lambdas/email/inbound/raw-prefix';
import type { HearEnvironment } from '../../lambdas/runtime/replies/replies-settings';
import { agentsFile } from '../../lambdas/conversation/owners/agent';
import { EventFunction } from '../function/event-function';
import { grantKeys, mayTellOfConversations, mayTellOfFeedback, mayUseLedger } from '../function/function-rights';
import { permitAuditLines } from '../grants/audit-rights';
import { domainOf } from '../kept/sender-identity';
import { metricDeadLetterQueue, metricRetryQueue } from '../monitoring/function-alarms';
import type { RepliesProps } from './replies-props';
import { ReplyBucket } from './reply-bucket';

export interface HearRepliesProps extends RepliesProps {
  readonly ruleSet: IReceiptRuleSet;
}

/**
 * Hears what customers answer: SES puts each mail into a bucket and runs the function. It reads what strangers wrote,
 * so it may send to our own mailboxes and to nobody else, and knows no provider.
 */
export class HearReplies extends Construct {
  readonly function: EventFunction;

  constructor(scope: Construct, id: string, props: HearRepliesProps) {
    super(scope, id);
    const { table, eventBus, domain, ruleSet, encryptionKey, logRetention, logGroupPrefix } = props;
    const { agents, copiesPerDay, auditBucket } = props;
    const { bucket } = new ReplyBucket(this, 'Mails');
    const environment: HearEnvironment = {
      ...props.environment,
      REPLY_BUCKET: bucket.bucketName,
      COPIES_PER_DAY: String(copiesPerDay),
      ...(auditBucket && { AUDIT_BUCKET_NAME: auditBucket.bucketName }),
      ...(props.hearsLetters && { HEARS_LETTERS: 'true' }),
      ...(props.hearsFeedback && { HEARS_FEEDBACK: 'true' }),
    };
    this.function = new EventFunction(this, 'Hear', {
      entry: 'functions/replies/hear.ts',
      files: auditBucket && { [agentsFile]: JSON.stringify(agents) },
      description: 'Amends: hears what customers answer.',
      serviceName: 'replies',
      environment,
      permissions: [
        mayUseLedger(table, ['BatchGetItem', 'GetItem', 'PutItem']),
        mayTellOfConversations(eventBus, 'opened', ...(auditBucket ? ['answered' as const] : [])),
        ...(props.hearsFeedback ? [mayTellOfFeedback(eventBus)] : []),
        maySendOn(this, props),
      ],
      encryptionKey,
      logRetention,
      logGroupPrefix,
      // A mail of ten megabytes is read in one piece.
      memoryMegabytes: 1024,
      // Mails that find no room are tried again for hours.
      reservedConcurrency: props.publicConcurrency,
    });
    grantKeys(this.function.role, table);
    if (auditBucket) permitAuditLines(this, this.function, auditBucket);
    this.permitMails(bucket.arnForObjects(`${rawPrefix}*`), bucket.node.defaultChild as CfnResource);
    new ReceiptRule(this, 'Rule', {
      ruleSet,
      recipients: [domain],
      scanEnabled: true,
      actions: [
        new S3({ bucket, objectKeyPrefix: rawPrefix }),
        new Lambda({ function: this.function.lambda, invocationType: LambdaInvocationType.EVENT }),
      ],
    });
  }

  /** Failed mails that the sweep retries. */
  metricRetryQueue(options?: MetricOptions): Metric {
    return metricRetryQueue(this.function, options);
  }

  /** Failed mails without an attempt left, which wait for a person. */
  metricDeadLetterQueue(options?: MetricOptions): Metric {
    return metricDeadLetterQueue(this.function, options);
  }

  private permitMails(objects: string, bucket: CfnResource): void {
    const statement = new PolicyStatement({ actions: ['s3:GetObject', 's3:DeleteObject'], resources: [objects] });
    const bucketId = Stack.of(this).getLogicalId(bucket);
    this.function.permit([statement], {
      id: `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/${rawPrefix}*]`,
      reason: 'SES names each mail as it comes. Only mails that came are below the folder.',
    });
  }
}

/** To the mailboxes that people read, and to nobody else. In SES's sandbox IAM is asked about the recipient too. */
function maySendOn(scope: Construct, { sender, brands = {}, senderIdentityArn }: RepliesProps): PolicyStatement {
  const ofBrands = Object.values(brands).flatMap(({ replyTo }) => replyTo ?? []);
  const mailboxes = [...new Set([sender.replyTo, ...ofBrands])];
  const known = mailboxes
    .flatMap((mailbox) => [mailbox, domainOf(mailbox)])
    .map((resourceName) => Stack.of(scope).formatArn({ service: 'ses', resource: 'identity', resourceName }));
  return new PolicyStatement({
    actions: ['ses:SendRawEmail'],
    resources: [...new Set([senderIdentityArn, ...known])],
    conditions: {
      StringEquals: { 'ses:FromAddress': sender.email },
      'ForAllValues:StringEquals': { 'ses:Recipients': mailboxes },
      Null: { 'ses:Recipients': 'false' },
    },
  });
}
