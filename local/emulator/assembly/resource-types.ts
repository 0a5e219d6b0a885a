import type { Resource } from './assembly';
import { placeOf } from './resolver';
import { TemplateError } from './template-error';

/** What the local system runs, or enforces. */
const running = [
  'AWS::Connect::ContactFlow',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::Archive',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::Glue::Table',
  'AWS::KinesisFirehose::DeliveryStream',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Url',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::SES::EmailIdentity',
  'AWS::SES::ReceiptRule',
  'AWS::SNS::Subscription',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::Schedule',
] as const;

/** Types that process no events. They may be in the template, and do nothing locally. */
const inert: readonly string[] = [
  'AWS::CDK::Metadata',
  // What is in it is looked at by itself.
  'AWS::CloudFormation::Stack',
  // Permissions of functions and of buses are read beside these. People of this machine may do everything.
  'AWS::Events::EventBusPolicy',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::ResourcePolicy',
  'AWS::SecretsManager::ResourcePolicy',
  // Monitoring.
  'AWS::CloudTrail::Trail',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::AnomalyDetector',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::CloudWatch::InsightRule',
  'AWS::CloudWatch::MetricStream',
  'AWS::Logs::LogGroup',
  'AWS::Logs::LogStream',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::Logs::ResourcePolicy',
  'AWS::SNS::Topic',
  'AWS::XRay::Group',
  'AWS::XRay::SamplingRule',
  // What is asked brings its own text, and tables say themselves which database they belong to.
  'AWS::Athena::NamedQuery',
  'AWS::Athena::WorkGroup',
  'AWS::Glue::Database',
  // Resources that are only looked up. The values of secrets are given when the local system starts.
  'AWS::SES::ReceiptRuleSet',
  'AWS::EventSchemas::Registry',
  'AWS::EventSchemas::Schema',
  'AWS::Scheduler::ScheduleGroup',
  'AWS::SecretsManager::Secret',
  'AWS::SSM::Parameter',
];

/** What such a resource answers to a deployment is given when the local system starts. */
const custom = 'Custom::';

export type RunningType = (typeof running)[number];

/** Sorts the resources by what the local system does with them, and refuses those that it does not know. */
export function runningResources(resources: readonly Resource[]): Map<RunningType, Resource[]> {
  const byType = new Map<RunningType, Resource[]>(running.map((type) => [type, []]));
  for (const resource of resources) {
    const type = running.find((known) => known === resource.type);
    if (type) byType.get(type)?.push(unconditional(resource));
    else if (!inert.includes(resource.type) && !resource.type.startsWith(custom)) refuse(resource);
  }
  return byType;
}

function refuse(resource: Resource): never {
  throw new TemplateError(
    placeOf(resource),
    `the local system does not run ${resource.type}. If it moves events, teach local/ to run it; ` +
      'if it does not, add it to the inert types in local/emulator/assembly/resource-types.ts.',
  );
}

function unconditional(resource: Resource): Resource {
  if (!resource.conditional) return resource;
  throw new TemplateError(placeOf(resource), 'is created under a condition, which the local system does not evaluate.');
}

/** Refuses properties that would change what happens, and that the local system does not act on. */
export function refuseProperties(resource: Resource, refused: Readonly<Record<string, string>>): void {
  for (const [property, reason] of Object.entries(refused)) {
    if (resource.properties[property] !== undefined)
      throw new TemplateError(`${placeOf(resource)}.${property}`, reason);
  }
}
