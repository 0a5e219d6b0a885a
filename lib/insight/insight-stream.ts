import { RemovalPolicy, Stack, Validations, type CfnResource } from 'aws-cdk-lib';
import type { IRuleTarget } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, LogStream, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { insightPartition } from '../../lambdas/insight/insight-record';
import { logGroupNameOf } from '../function/amends-function';
import { failedPrefix, linesPrefix } from './insight-bucket';
import type { InsightFunction } from './insight-function';
import type { InsightTable } from './insight-table';

export interface InsightStreamProps {
  readonly bucket: IBucket;
  readonly table: InsightTable;
  readonly function: InsightFunction;
  readonly encryptionKey: IKey;
  readonly logRetention: RetentionDays;
  readonly logGroupPrefix?: string | undefined;
}

/** Collects events for five minutes, has lines made of them, and writes these as Parquet below the day. */
export class InsightStream extends Construct {
  private readonly stream: CfnDeliveryStream;
  private readonly puttingRole: Role;

  constructor(scope: Construct, id: string, props: InsightStreamProps) {
    super(scope, id);
    const { encryptionKey, logRetention: retention, logGroupPrefix } = props;
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: logGroupNameOf(this, logGroupPrefix),
      retention,
      encryptionKey,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const log = new LogStream(this, 'LogStream', { logGroup });
    const role = new Role(this, 'Role', { assumedBy: firehoseOf(this) });
    const permissions = this.permit(role, logGroup, props);
    this.stream = new CfnDeliveryStream(this, 'Stream', {
      deliveryStreamType: 'DirectPut',
      deliveryStreamEncryptionConfigurationInput: { keyType: 'AWS_OWNED_CMK' },
      extendedS3DestinationConfiguration: destinationOf(props, role.roleArn, {
        enabled: true,
        logGroupName: logGroup.logGroupName,
        logStreamName: log.logStreamName,
      }),
    });
    this.stream.node.addDependency(permissions);
    this.puttingRole = new Role(this, 'PuttingRole', { assumedBy: new ServicePrincipal('events.amazonaws.com') });
    new ManagedPolicy(this, 'PuttingPermissions', {
      roles: [this.puttingRole],
      statements: [
        new PolicyStatement({
          actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
          resources: [this.stream.attrArn],
        }),
      ],
    });
  }

  /** By which its metrics name it. */
  get streamName(): string {
    return this.stream.ref;
  }

  /** What rules bring their events to. */
  asTarget(): IRuleTarget {
    return { bind: () => ({ arn: this.stream.attrArn, role: this.puttingRole }) };
  }

  private permit(role: Role, logGroup: LogGroup, { bucket, table, function: makes }: InsightStreamProps) {
    const { functionArn } = makes.lambda;
    const objects = [linesPrefix, failedPrefix].map((prefix) => bucket.arnForObjects(`${prefix}*`));
    const policy = new ManagedPolicy(this, 'Permissions', {
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ['s3:PutObject', 's3:GetObject', 's3:AbortMultipartUpload'],
          resources: objects,
        }),
        new PolicyStatement({
          actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
          resources: [bucket.bucketArn],
        }),
        new PolicyStatement({
          actions: ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
          resources: [...table.arns],
        }),
        new PolicyStatement({
          actions: ['lambda:InvokeFunction', 'lambda:GetFunctionConfiguration'],
          resources: [functionArn, `${functionArn}:$LATEST`],
        }),
        new PolicyStatement({ actions: ['logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      ],
    });
    const reason =
      'Firehose makes the names of its files up of the time and of random digits, and nobody knows them beforehand.';
    const bucketId = Stack.of(this).getLogicalId(bucket.node.defaultChild as CfnResource);
    Validations.of(policy).acknowledge(
      ...[linesPrefix, failedPrefix].map((prefix) => ({
        id: `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/${prefix}*]`,
        reason,
      })),
    );
    return policy;
  }
}

function firehoseOf(scope: Construct): ServicePrincipal {
  const { account } = Stack.of(scope);
  return new ServicePrincipal('firehose.amazonaws.com', {
    conditions: { StringEquals: { 'aws:SourceAccount': account } },
  });
}

function destinationOf(
  { bucket, table, function: makes }: InsightStreamProps,
  roleArn: string,
  cloudWatchLoggingOptions: CfnDeliveryStream.CloudWatchLoggingOptionsProperty,
): CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty {
  const { region } = Stack.of(table);
  const day = `${insightPartition}=!{timestamp:yyyy-MM-dd}/`;
  return {
    bucketArn: bucket.bucketArn,
    roleArn,
    prefix: `${linesPrefix}${day}`,
    errorOutputPrefix: `${failedPrefix}!{firehose:error-output-type}/${day}`,
    // 64 MB are the least that is taken where a format is converted.
    bufferingHints: { intervalInSeconds: 300, sizeInMBs: 64 },
    cloudWatchLoggingOptions,
    processingConfiguration: {
      enabled: true,
      processors: [
        {
          type: 'Lambda',
          parameters: [
            { parameterName: 'LambdaArn', parameterValue: makes.lambda.functionArn },
            { parameterName: 'RoleArn', parameterValue: roleArn },
            // What it cannot have made a line of in all of them is kept as it came, with the name and the address.
            { parameterName: 'NumberOfRetries', parameterValue: '300' },
            { parameterName: 'BufferIntervalInSeconds', parameterValue: '60' },
            // An answer of a function may have 6 MB.
            { parameterName: 'BufferSizeInMBs', parameterValue: '1' },
          ],
        },
      ],
    },
    dataFormatConversionConfiguration: {
      enabled: true,
      inputFormatConfiguration: { deserializer: { openXJsonSerDe: {} } },
      outputFormatConfiguration: { serializer: { parquetSerDe: { compression: 'SNAPPY' } } },
      schemaConfiguration: {
        roleArn,
        region,
        databaseName: table.databaseName,
        tableName: table.table.ref,
        versionId: 'LATEST',
      },
    },
  };
}
