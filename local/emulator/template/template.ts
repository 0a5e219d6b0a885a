import { readAssembly, type Resource } from '../assembly/assembly';
import { readContactFlow, type MadeFlow } from '../contact-flows/made-flow';
import { readEventSource, readSubscription, type EventSource, type Subscription } from './event-sources';
import { readFunctionUrl, type FunctionUrl } from './function-urls';
import {
  mayBeInvoked,
  readFunction,
  readInvokeConfig,
  readPermission,
  type FunctionDefinition,
  type Permission,
} from './functions';
import { readMailEventDestination, readReceiptRule, type MailEventDestination, type ReceiptRule } from './mail-events';
import { readQueue, readQueuePolicy, type Queue, type QueueStatement } from './queues';
import type { PolicyStatementJson } from '../iam/policy-evaluator';
import { placeOf, Resolver, type CustomAttributes } from '../assembly/resolver';
import { runningResources, type RunningType } from '../assembly/resource-types';
import { readBusStatement, readRoles, readResourceStatements, type BusStatement, type FunctionRole } from './roles';
import { isEnabled, readArchive, readRule, type EventArchive, type Rule } from './rules';
import { isScheduled, readSchedule, readScheduledRule, type Schedule } from './schedules';
import { readGlueTable, type GlueTable } from './file-tables';
import { readStream, type Stream } from './streams';
import { readTable, readTablePolicy, type Table, type TablePolicy } from './tables';
import { TemplateError } from '../assembly/template-error';

export { TemplateError } from '../assembly/template-error';

/** A synthesized app in the types of the emulator. */
export interface SystemTemplate {
  readonly account: string;
  readonly region: string;
  readonly tables: readonly Table[];
  /** The tables' own policies. */
  readonly tablePolicies: readonly TablePolicy[];
  /** Names of the event buses; every account has one called `default`. */
  readonly buses: readonly string[];
  readonly rules: readonly Rule[];
  readonly archives: readonly EventArchive[];
  /** All schedules, also disabled ones. */
  readonly schedules: readonly Schedule[];
  readonly functions: readonly FunctionDefinition[];
  /** Which queues feed functions. */
  readonly eventSources: readonly EventSource[];
  readonly functionUrls: readonly FunctionUrl[];
  readonly permissions: readonly Permission[];
  /** What each function may do. */
  readonly functionRoles: readonly FunctionRole[];
  /** The buses' own policies. */
  readonly busStatements: readonly BusStatement[];
  /** Names of buckets. */
  readonly buckets: readonly string[];
  /** The buckets' own policies. */
  readonly bucketStatements: readonly PolicyStatementJson[];
  readonly streams: readonly Stream[];
  /** Tables that are files. */
  readonly fileTables: readonly GlueTable[];
  readonly queues: readonly Queue[];
  readonly queueStatements: readonly QueueStatement[];
  /** Addresses and domains that mail may come from. */
  readonly senderIdentities: readonly string[];
  readonly configurationSets: readonly string[];
  readonly mailEventDestinations: readonly MailEventDestination[];
  /** What becomes of mails that come. */
  readonly receiptRules: readonly ReceiptRule[];
  /** Flows of Amazon Connect. */
  readonly contactFlows: readonly MadeFlow[];
  /** Which functions are told of which topics. */
  readonly subscriptions: readonly Subscription[];
  /** The topics' own policies. */
  readonly topicStatements: readonly PolicyStatementJson[];
}

/** Reads a cloud assembly. What the emulator does not understand is refused, not left out. */
export function readTemplate(assemblyFolder: string, customAttributes?: CustomAttributes): SystemTemplate {
  const assembly = readAssembly(assemblyFolder);
  const resolver = new Resolver(assembly, customAttributes);
  const resources = assembly.stacks.flatMap((stack) => [...stack.resources.values()]);
  const running = runningResources(resources);
  const all = <View>(types: RunningType[], read: (resource: Resource, resolver: Resolver) => View): View[] =>
    types.flatMap((type) => running.get(type) ?? []).map((resource) => read(resource, resolver));
  const named = (type: RunningType): string[] => all([type], (resource) => resolver.nameOf(resource));

  refuseSharedNames([...running.values()].flat(), resolver);
  const rules = running.get('AWS::Events::Rule') ?? [];
  const configs = all(['AWS::Lambda::EventInvokeConfig'], readInvokeConfig);
  const template: SystemTemplate = {
    account: assembly.account,
    region: assembly.region,
    tables: all(tableTypes, readTable),
    tablePolicies: all(tableTypes, (resource) => readTablePolicy(resource, resolver, assembly.region)),
    buses: [...new Set(['default', ...named('AWS::Events::EventBus')])],
    rules: rules
      .filter((rule) => isEnabled(rule, resolver) && (hasPattern(rule) || !isScheduled(rule)))
      .map((rule) => readRule(rule, resolver)),
    archives: all(['AWS::Events::Archive'], readArchive),
    schedules: [
      ...all(['AWS::Scheduler::Schedule'], (resource) => readSchedule(resource, resolver, assembly)),
      ...rules.filter(isScheduled).flatMap((rule) => readScheduledRule(rule, resolver)),
    ],
    functions: all(['AWS::Lambda::Function'], (resource) => readFunction(resource, resolver, assembly, configs)),
    eventSources: all(['AWS::Lambda::EventSourceMapping'], readEventSource),
    functionUrls: all(['AWS::Lambda::Url'], (resource) => readFunctionUrl(resource, resolver, assembly)),
    permissions: all(['AWS::Lambda::Permission'], readPermission),
    functionRoles: readRoles(resources, resolver),
    busStatements: resources
      .filter(({ type }) => type === 'AWS::Events::EventBusPolicy')
      .map((resource) => readBusStatement(resource, resolver)),
    buckets: named('AWS::S3::Bucket'),
    bucketStatements: all(['AWS::S3::BucketPolicy'], readResourceStatements).flat(),
    streams: all(['AWS::KinesisFirehose::DeliveryStream'], readStream),
    fileTables: all(['AWS::Glue::Table'], readGlueTable),
    queues: all(['AWS::SQS::Queue'], readQueue),
    queueStatements: all(['AWS::SQS::QueuePolicy'], readQueuePolicy).flat(),
    senderIdentities: named('AWS::SES::EmailIdentity'),
    configurationSets: named('AWS::SES::ConfigurationSet'),
    mailEventDestinations: all(['AWS::SES::ConfigurationSetEventDestination'], readMailEventDestination).flat(),
    receiptRules: all(['AWS::SES::ReceiptRule'], readReceiptRule).flat(),
    contactFlows: all(['AWS::Connect::ContactFlow'], readContactFlow),
    subscriptions: all(['AWS::SNS::Subscription'], readSubscription).flat(),
    topicStatements: all(['AWS::SNS::TopicPolicy'], readResourceStatements).flat(),
  };
  refuseUnknownReferences(template);
  return template;
}

const tableTypes: RunningType[] = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'];

/** Resources that are told apart by their name alone. */
const namedTypes = [
  'AWS::DynamoDB::',
  'AWS::Events::',
  'AWS::Lambda::Function',
  'AWS::Lambda::Url',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::Scheduler::Schedule',
];

function hasPattern(rule: Resource): boolean {
  return rule.properties['EventPattern'] !== undefined;
}

function refuseSharedNames(resources: readonly Resource[], resolver: Resolver): void {
  const taken = new Map<string, Resource>();
  for (const resource of resources) {
    if (
      ['AWS::SQS::QueuePolicy', 'AWS::S3::BucketPolicy'].includes(resource.type) ||
      !namedTypes.some((type) => resource.type.startsWith(type))
    )
      continue;
    const bus = resource.type === 'AWS::Events::Rule' ? resolver.busOf(resource) : '';
    const name = `${resource.type} ${bus} ${resolver.nameOf(resource)}`;
    const other = taken.get(name);
    if (other)
      throw new TemplateError(placeOf(resource), `has the same name as ${placeOf(other)}; give one of them another.`);
    taken.set(name, resource);
  }
}

/** Refuses references to resources outside the template: buses, targets and queues that it does not create. */
function refuseUnknownReferences(template: SystemTemplate): void {
  const queues = new Set(template.queues.map(({ arn }) => arn));
  const targets = new Set([...queues, ...[...template.functions, ...template.streams].map(({ arn }) => arn)]);
  const needQueue = (arn: string | undefined, place: string): void => {
    if (arn !== undefined && !queues.has(arn))
      throw new TemplateError(place, `${arn} is not a queue of this template.`);
  };
  for (const rule of template.rules) {
    if (!template.buses.includes(rule.busName))
      throw new TemplateError(rule.arn, `${rule.busName} is not a bus of this template.`);
    for (const target of rule.targets) {
      if (!targets.has(target.arn)) {
        throw new TemplateError(
          rule.arn,
          `its target ${target.arn} is neither a function nor a queue nor a stream of this template.`,
        );
      }
      needQueue(target.deadLetterArn, rule.arn);
    }
  }
  const functions = new Set(template.functions.map(({ name }) => name));
  for (const { owner, functionArn, functionName, deadLetterArn } of template.schedules) {
    if (!functions.has(functionName))
      throw new TemplateError(owner.arn, `its target ${functionArn} is not a function of this template.`);
    needQueue(deadLetterArn, owner.arn);
  }
  for (const { functionName, awsUrl } of template.functionUrls) {
    if (!functions.has(functionName))
      throw new TemplateError(awsUrl, `${functionName} is not a function of this template.`);
  }
  for (const { configurationSet } of template.mailEventDestinations) {
    if (!template.configurationSets.includes(configurationSet))
      throw new TemplateError(configurationSet, 'is not a configuration set of this template.');
  }
  for (const { functionName, bucket } of template.receiptRules) {
    if (!functions.has(functionName) || !template.buckets.includes(bucket))
      throw new TemplateError(
        functionName,
        `a mail that comes goes to ${bucket} and to it, and one is not of this template.`,
      );
    if (!mayBeRunBySes(template.permissions, functionName))
      throw new TemplateError(functionName, 'is run for mails that come, and SES has no permission to.');
  }
  for (const { topicArn, functionName } of template.subscriptions) {
    if (!functions.has(functionName))
      throw new TemplateError(topicArn, `${functionName} is told of it, and is not a function of this template.`);
    if (!mayBeInvoked(template.permissions, functionName, { principal: 'sns.amazonaws.com', sourceArn: topicArn }))
      throw new TemplateError(functionName, 'is told of a topic, and SNS has no permission to run it for that.');
  }
  for (const source of template.eventSources) refuseUnsupportedSource(source, template);
  for (const { arn, asynchronous } of template.functions) {
    needQueue(asynchronous.onFailureArn, arn);
    needQueue(asynchronous.deadLetterArn, arn);
  }
  for (const { arn, RedrivePolicy } of template.queues) needQueue(RedrivePolicy?.deadLetterTargetArn, arn);
}

function mayBeRunBySes(permissions: readonly Permission[], functionName: string): boolean {
  return permissions.some(
    (one) => one.functionName === functionName && one.principal === 'ses.amazonaws.com' && !one.viaUrlOnly,
  );
}

/** Refuses event sources that Lambda refuses, or that the emulator does not support. */
function refuseUnsupportedSource({ queueArn, functionName }: EventSource, { queues, functions }: SystemTemplate): void {
  const queue = queues.find(({ arn }) => arn === queueArn);
  const definition = functions.find(({ name }) => name === functionName);
  if (!queue) throw new TemplateError(queueArn, 'is not a queue of this template, and a function reads from it.');
  if (!definition) throw new TemplateError(queueArn, `${functionName} is not a function of this template.`);
  if (queue.FifoQueue)
    throw new TemplateError(queueArn, 'is a FIFO queue, which the local system does not support as an event source.');
  const { VisibilityTimeout = 30 } = queue;
  if (VisibilityTimeout < definition.timeoutSeconds) {
    throw new TemplateError(
      queueArn,
      `its visibility timeout (${VisibilityTimeout} s) is shorter than the timeout of ${functionName} ` +
        `(${definition.timeoutSeconds} s), which Lambda refuses.`,
    );
  }
}
