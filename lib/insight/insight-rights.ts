import { Stack, Validations, type CfnResource } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { OperatorInsightEnvironment } from '../../lambdas/runtime/environment/insight-setting';
import { answersPrefix, linesPrefix, type InsightBucket } from './insight-bucket';
import type { InsightKeys } from './insight-keys';
import type { InsightQuestions } from './insight-questions';
import type { InsightTable } from './insight-table';

/** What a function needs to know that asks questions, and forgets keys. */
export function insightEnvironment({ keys, table, questions }: ForgettingInsight): OperatorInsightEnvironment {
  return {
    INSIGHT_KEYS_TABLE_NAME: keys.table.tableName,
    INSIGHT_DATABASE: table.databaseName,
    INSIGHT_WORKGROUP: questions.workGroupName,
  };
}

/** The right to ask the named questions, and to forget the key of a customer. It is none to read the keys. */
export function permitInsight(scope: Construct, role: IRole, insight: ForgettingInsight): void {
  permitQuestions(scope, role, insight, [insight.keys.mayForget()]);
}

/** What questions are asked of. */
export interface AskedInsight {
  readonly table: InsightTable;
  readonly bucket: InsightBucket['bucket'];
  readonly questions: InsightQuestions;
}

/** What a function needs that also forgets keys. */
export type ForgettingInsight = AskedInsight & { readonly keys: InsightKeys };

/** The right to ask the named questions. */
export function permitQuestions(
  scope: Construct,
  role: IRole,
  { table, bucket, questions }: AskedInsight,
  more: readonly PolicyStatement[] = [],
): void {
  const policy = new ManagedPolicy(scope, 'Insight', {
    roles: [role],
    statements: [
      ...more,
      new PolicyStatement({
        actions: ['StartQueryExecution', 'GetQueryExecution', 'GetQueryResults', 'StopQueryExecution'].map(
          (action) => `athena:${action}`,
        ),
        resources: [questions.workGroupArn],
      }),
      new PolicyStatement({ actions: ['glue:GetDatabase', 'glue:GetTable'], resources: [...table.arns] }),
      new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects(`${linesPrefix}*`)] }),
      new PolicyStatement({
        actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'],
        resources: [bucket.arnForObjects(`${answersPrefix}*`)],
      }),
      new PolicyStatement({ actions: ['s3:GetBucketLocation'], resources: [bucket.bucketArn] }),
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [bucket.bucketArn],
        conditions: { StringLike: { 's3:prefix': [`${linesPrefix}*`, `${answersPrefix}*`] } },
      }),
    ],
  });
  const bucketId = Stack.of(bucket).getLogicalId(bucket.node.defaultChild as CfnResource);
  Validations.of(policy).acknowledge(
    ...[linesPrefix, answersPrefix].map((prefix) => ({
      id: `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/${prefix}*]`,
      reason:
        'Firehose and Athena make the names of files up, and nobody knows them beforehand. Only files of figures and of answers are ' +
        'below these folders.',
    })),
  );
}
