import { LedgerStack } from '../../../lib/app/ledger-stack';
import { RefundStack } from '../../../lib/app/refund-stack';
import { readStage } from '../../../lib/app/stage-config';
import { awsError, type AwsAnswers } from '../../fakes/fake-aws';
import { reconciliation, testApp } from '../../lib/synthesize';
import { wholeTemplate } from '../../lib/whole-template';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

interface Stack {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>>;
}

/** Our own stacks as CloudFormation would have deployed them: each reference is the id of what it names. */
export class DeployedStage {
  readonly stacks: Readonly<Record<string, Stack>>;

  constructor(stage = 'prod', settings: Readonly<Record<string, unknown>> = {}) {
    const app = testApp();
    const config = readStage('example', settings);
    const ledger = new LedgerStack(app, `AmendsLedger-${stage}`, config);
    const refunds = new RefundStack(app, `AmendsRefunds-${stage}`, {
      config,
      ledger: ledger.ledger,
      audit: ledger.audit,
    });
    this.stacks = Object.fromEntries(
      [ledger, refunds].map((stack) => [stack.stackName, wholeTemplate(stack).toJSON() as Stack]),
    );
  }

  /** What AWS answers about the stacks where all is as it should be. */
  answers(): AwsAnswers {
    return {
      DescribeStacksCommand: ({ StackName }: { StackName: string }) => {
        const stack = this.stacks[StackName];
        if (!stack) throw awsError('ValidationError', `Stack with id ${StackName} does not exist`);
        const Outputs = Object.entries(stack.Outputs).map(([OutputKey, { Value }]) => ({
          OutputKey,
          OutputValue: this.text(Value),
        }));
        return { Stacks: [{ StackStatus: 'UPDATE_COMPLETE', Outputs }] };
      },
      ListStackResourcesCommand: ({ StackName, NextToken }: { StackName: string; NextToken?: string }) => {
        const all = Object.entries(this.stacks[StackName]?.Resources ?? {}).map(([id, { Type }]) => ({
          LogicalResourceId: id,
          ResourceType: Type,
          PhysicalResourceId: this.physicalId(id),
        }));
        // A stack has more resources than a page.
        const start = Number(NextToken ?? 0);
        const next = start + 100;
        return {
          StackResourceSummaries: all.slice(start, next),
          ...(next < all.length && { NextToken: String(next) }),
        };
      },
      GetFunctionConfigurationCommand: ({ FunctionName }: { FunctionName: string }) => {
        const { Variables = {} } = (this.resource(FunctionName).Properties?.['Environment'] ?? {}) as {
          Variables?: Record<string, unknown>;
        };
        const texts = Object.entries(Variables).map(([name, value]) => [name, this.text(value)]);
        return { Environment: { Variables: Object.fromEntries(texts) as Record<string, string> } };
      },
      DescribeTableCommand: () => ({ Table: { DeletionProtectionEnabled: true, TableSizeBytes: 1e9 } }),
      DescribeContinuousBackupsCommand: () => ({
        ContinuousBackupsDescription: {
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' },
        },
      }),
      DescribeEventBusCommand: () => ({ Policy: JSON.stringify({ Statement: this.busStatements() }) }),
      DescribeSecretCommand: () => ({ VersionIdsToStages: { one: ['AWSCURRENT'] } }),
      InvokeCommand: ({ FunctionName, Payload }: { FunctionName: string; Payload: Uint8Array }) => {
        const question = JSON.parse(Buffer.from(Payload).toString()) as { ask: string; webhookUrl?: string };
        if (question.ask === 'seals') return payload({ state: 'read', keys: sealKeys, sealsWith: 1 });
        return payload({
          provider: 'stripe',
          key: { state: 'accepted' },
          mode: 'live',
          rights: [
            {
              right: 'Refunds: write',
              without: 'no refund is made',
              reader: 'should-not',
              state: FunctionName.startsWith(reconciliation) ? 'lacking' : 'given',
            },
          ],
          ...(question.webhookUrl && { webhook: { state: 'registered' } }),
        });
      },
      GetRoleCommand: ({ RoleName }: { RoleName: string }) => ({
        Role: {
          Arn: `arn:aws:iam::111111111111:role/${RoleName}`,
          AssumeRolePolicyDocument: trustDocument({
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111111111111:root' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:RoleSessionName': '${aws:username}' } },
          }),
        },
      }),
      GetBucketVersioningCommand: () => ({ Status: 'Enabled' }),
      GetObjectLockConfigurationCommand: () => {
        throw awsError('ObjectLockConfigurationNotFoundError');
      },
      GetBucketPolicyCommand: ({ Bucket }: { Bucket: string }) => ({ Policy: this.bucketPolicy(Bucket) }),
      GetEmailIdentityCommand: ({ EmailIdentity }: { EmailIdentity: string }) => {
        if (EmailIdentity.includes('@')) throw awsError('NotFoundException');
        return {
          VerifiedForSendingStatus: true,
          MailFromAttributes: { MailFromDomain: `bounce.${EmailIdentity}`, MailFromDomainStatus: 'SUCCESS' },
        };
      },
      GetAccountCommand: () => ({
        ProductionAccessEnabled: true,
        SendingEnabled: true,
        EnforcementStatus: 'HEALTHY',
        SendQuota: { MaxSendRate: 50, Max24HourSend: 50_000, SentLast24Hours: 12 },
      }),
      ListSubscriptionsByTopicCommand: () => ({ Subscriptions: [{ SubscriptionArn: 'arn:aws:sns:a:1:t:s' }] }),
      GetAccountSettingsCommand: () => ({ AccountLimit: { UnreservedConcurrentExecutions: 1_000 } }),
      GetFunctionConcurrencyCommand: () => ({ ReservedConcurrentExecutions: 5 }),
      GetEventSourceMappingCommand: () => ({ ScalingConfig: { MaximumConcurrency: 2 } }),
      GetScheduleCommand: () => ({ State: 'ENABLED' }),
      GetMetricStatisticsCommand: ({ MetricName }: { MetricName: string }) => ({
        Datapoints: MetricName === 'Invocations' ? [{ Sum: 6 }, { Sum: 4 }] : [],
      }),
      GetQueueAttributesCommand: () => ({ Attributes: { ApproximateNumberOfMessages: '0' } }),
      DescribeAlarmsCommand: ({ AlarmNames, StateValue }: { AlarmNames: string[]; StateValue?: string }) => ({
        MetricAlarms:
          StateValue === 'ALARM'
            ? []
            : AlarmNames.map((AlarmName) => ({ AlarmName, Metrics: this.resource(AlarmName).Properties?.['Metrics'] })),
      }),
    };
  }

  /** The statements of the bus policy that the templates write. */
  busStatements(): { readonly Sid: string }[] {
    return this.ofType('AWS::Events::EventBusPolicy').map(({ Properties }) => ({
      Sid: String(Properties?.['StatementId']),
    }));
  }

  /** The policy that the templates write for a bucket. */
  bucketPolicy(bucket: string): string {
    const written = this.ofType('AWS::S3::BucketPolicy').find(
      ({ Properties }) => this.text(Properties?.['Bucket']) === bucket,
    );
    const { Statement: statements = [] } = (written?.Properties?.['PolicyDocument'] ?? {}) as {
      Statement?: readonly { readonly Resource: unknown }[];
    };
    const texts = statements.map(({ Resource, ...rest }) => ({
      ...rest,
      Resource: [Resource].flat().map((one) => this.text(one).replace(/^\w+\.Arn/, `arn:aws:s3:::${bucket}`)),
    }));
    return JSON.stringify({ Version: '2012-10-17', Statement: texts });
  }

  ofType(type: string): readonly Resource[] {
    return Object.values(this.stacks)
      .flatMap(({ Resources }) => Object.values(Resources))
      .filter(({ Type }) => Type === type);
  }

  private resource(logicalId: string): Resource {
    const found = Object.values(this.stacks).map(({ Resources }) => Resources[logicalId]);
    const resource = found.find((one) => one !== undefined);
    if (!resource) throw awsError('ResourceNotFoundException', logicalId);
    return resource;
  }

  private exported(name: string): unknown {
    const outputs = Object.values(this.stacks).flatMap(({ Outputs }) => Object.values(Outputs));
    return outputs.find((output) => output.Export?.Name === name)?.Value;
  }

  private physicalId(logicalId: string): string {
    const { Type, Properties } = this.resource(logicalId);
    switch (Type) {
      case 'AWS::SQS::Queue':
        return `https://sqs.eu-west-1.amazonaws.com/111111111111/${logicalId}`;
      case 'AWS::SNS::Topic':
        return `arn:aws:sns:eu-west-1:111111111111:${logicalId}`;
      case 'AWS::Events::EventBusPolicy':
        return `bus|${String(Properties?.['StatementId'])}`;
      default:
        return logicalId;
    }
  }

  private text(value: unknown): string {
    if (typeof value !== 'object' || value === null) return String(value);
    const [[kind, of] = ['', '']] = Object.entries(value) as [string, unknown][];
    if (kind === 'Ref') return String(of).startsWith('AWS::') ? String(of) : this.physicalId(String(of));
    if (kind === 'Fn::ImportValue') return this.text(this.exported(String(of)));
    if (kind === 'Fn::Join') return (of as [string, unknown[]])[1].map((part) => this.text(part)).join('');
    if (kind === 'Fn::GetAtt') {
      const [id, attribute] = of as [string, string];
      if (attribute === 'PublicKeys') return JSON.stringify(sealKeys);
      return attribute === 'FunctionUrl'
        ? `https://${id.toLowerCase()}.lambda-url.eu-west-1.on.aws/`
        : `${id}.${attribute}`;
    }
    return JSON.stringify(value);
  }
}

/** Public halves of the keys of the seals, as the deployment gave them to the functions. */
export const sealKeys = { '1': 'a'.repeat(43) };

export function payload(answer: unknown): { readonly Payload: Uint8Array } {
  return { Payload: Buffer.from(JSON.stringify(answer)) };
}

/** A trust policy as IAM gives it. */
export function trustDocument(...statements: readonly object[]): string {
  return encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
}
