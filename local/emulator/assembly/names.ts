import { createHash } from 'node:crypto';
import type { Assembly, Resource } from './assembly';

type Place = Pick<Assembly, 'account' | 'region'>;

/** The names of a type of resource: what `Ref` and `Fn::GetAtt` return. */
interface Naming {
  /** The property that holds an explicit name. Without one, the logical id is the name. */
  readonly nameProperty?: string;
  readonly ref: (name: string, place: Place) => string;
  readonly attributes: Readonly<Record<string, (name: string, place: Place) => string>>;
}

const itself = (name: string): string => name;

function arn(service: string, prefix: string) {
  return (name: string, { region, account }: Place): string =>
    `arn:aws:${service}:${region}:${account}:${prefix}${name}`;
}

function globalArn(service: string, prefix: string) {
  return (name: string, { account }: Place): string => `arn:aws:${service}::${account}:${prefix}${name}`;
}

/** Where SQS keeps a queue in AWS. The functions are given the local address instead. */
export function queueUrl(name: string, { region, account }: Place): string {
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

/** Where a function is reached in AWS. Its host name would be random there, and is its own name here. */
export function functionUrl(nameOrArn: string, { region }: Place): string {
  const name = nameOrArn.split(':').at(-1) ?? nameOrArn;
  return `https://${name.toLowerCase()}.lambda-url.${region}.on.aws/`;
}

function functionArn(nameOrArn: string, place: Place): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : arn('lambda', 'function:')(nameOrArn, place);
}

/** As long as one of IAM, and of the same letters. The names of an assembly tell its roles apart. */
export function roleId(name: string): string {
  const digits = BigInt(`0x${createHash('sha256').update(name).digest('hex')}`)
    .toString(36)
    .toUpperCase();
  return `AROA${digits.slice(-17)}`;
}

const table: Naming = {
  nameProperty: 'TableName',
  ref: itself,
  attributes: { Arn: arn('dynamodb', 'table/') },
};

/**
 * Names by resource type. Rules are missing, because their ARN contains the name of their bus, and the ARN of roles is,
 * because it contains their path.
 */
const namings: Readonly<Record<string, Naming>> = {
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::DynamoDB::Table': table,
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    ref: itself,
    attributes: { Arn: arn('lambda', 'function:') },
  },
  // A URL has no name of its own, only its function's.
  'AWS::Lambda::Url': {
    nameProperty: 'TargetFunctionArn',
    ref: functionArn,
    attributes: { FunctionUrl: functionUrl, FunctionArn: functionArn },
  },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    ref: itself,
    attributes: { Arn: (name) => `arn:aws:s3:::${name}` },
  },
  'AWS::Scheduler::Schedule': { nameProperty: 'Name', ref: itself, attributes: {} },
  'AWS::Scheduler::ScheduleGroup': {
    nameProperty: 'Name',
    ref: itself,
    attributes: { Arn: arn('scheduler', 'schedule-group/') },
  },
  'AWS::Events::Archive': {
    nameProperty: 'ArchiveName',
    ref: itself,
    attributes: { Arn: arn('events', 'archive/') },
  },
  'AWS::Events::EventBus': {
    nameProperty: 'Name',
    ref: itself,
    attributes: { Arn: arn('events', 'event-bus/'), Name: itself },
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    ref: queueUrl,
    attributes: { Arn: arn('sqs', ''), QueueName: itself, QueueUrl: queueUrl },
  },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    ref: arn('sns', ''),
    attributes: { TopicArn: arn('sns', ''), TopicName: itself },
  },
  'AWS::SecretsManager::Secret': {
    nameProperty: 'Name',
    ref: arn('secretsmanager', 'secret:'),
    attributes: { Id: arn('secretsmanager', 'secret:') },
  },
  // Its ARN holds its instance, which is outside of the template.
  'AWS::Connect::ContactFlow': {
    ref: arn('connect', 'instance/elsewhere/contact-flow/'),
    attributes: { ContactFlowArn: arn('connect', 'instance/elsewhere/contact-flow/') },
  },
  'AWS::SES::ConfigurationSet': { nameProperty: 'Name', ref: itself, attributes: {} },
  'AWS::SES::EmailIdentity': { nameProperty: 'EmailIdentity', ref: itself, attributes: {} },
  'AWS::SSM::Parameter': { nameProperty: 'Name', ref: itself, attributes: {} },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    ref: itself,
    attributes: { Arn: (name, place) => `${arn('logs', 'log-group:')(name, place)}:*` },
  },
  'AWS::Logs::LogStream': { nameProperty: 'LogStreamName', ref: itself, attributes: {} },
  'AWS::Glue::Table': { ref: itself, attributes: {} },
  'AWS::Glue::Database': { ref: itself, attributes: {} },
  'AWS::Athena::WorkGroup': { nameProperty: 'Name', ref: itself, attributes: {} },
  'AWS::KinesisFirehose::DeliveryStream': {
    nameProperty: 'DeliveryStreamName',
    ref: itself,
    attributes: { Arn: arn('firehose', 'deliverystream/') },
  },
  'AWS::KMS::Key': { ref: itself, attributes: { Arn: arn('kms', 'key/'), KeyId: itself } },
  'AWS::IAM::Role': { nameProperty: 'RoleName', ref: itself, attributes: { RoleId: roleId } },
  'AWS::IAM::ManagedPolicy': { ref: globalArn('iam', 'policy/'), attributes: {} },
};

export function namingOf(resource: Resource): Naming | undefined {
  return namings[resource.type];
}
