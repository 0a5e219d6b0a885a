import { readAssembly, type Resource } from './template/assembly';
import {
  readFunction,
  readInvokeConfig,
  readPermission,
  type FunctionDefinition,
  type Permission,
} from './template/functions';
import { readQueue, readQueuePolicy, type Queue, type QueueStatement } from './template/queues';
import { placeOf, Resolver } from './template/resolver';
import { runningResources, type RunningType } from './template/resource-types';
import { isEnabled, readRule, type Rule } from './template/rules';
import { readTable, type Table } from './template/tables';
import { TemplateError } from './template/template-error';

export { TemplateError } from './template/template-error';

/** What a synthesized app asks for, in the words of the local system. */
export interface SystemTemplate {
  readonly account: string;
  readonly region: string;
  readonly tables: readonly Table[];
  /** Names of the event buses; every account has one called `default`. */
  readonly buses: readonly string[];
  readonly rules: readonly Rule[];
  readonly functions: readonly FunctionDefinition[];
  readonly permissions: readonly Permission[];
  readonly queues: readonly Queue[];
  readonly queueStatements: readonly QueueStatement[];
  /** Addresses and domains that mail may come from. */
  readonly senderIdentities: readonly string[];
  readonly configurationSets: readonly string[];
}

/** Reads a cloud assembly. What the local system does not understand is refused, not left out. */
export function readTemplate(assemblyFolder: string): SystemTemplate {
  const assembly = readAssembly(assemblyFolder);
  const resolver = new Resolver(assembly);
  const resources = assembly.stacks.flatMap((stack) => [...stack.resources.values()]);
  const running = runningResources(resources, resolver);
  const all = <View>(types: RunningType[], read: (resource: Resource, resolver: Resolver) => View): View[] =>
    types.flatMap((type) => running.get(type) ?? []).map((resource) => read(resource, resolver));
  const named = (type: RunningType): string[] => all([type], (resource) => resolver.nameOf(resource));

  refuseSharedNames([...running.values()].flat(), resolver);
  const configs = all(['AWS::Lambda::EventInvokeConfig'], readInvokeConfig);
  const template: SystemTemplate = {
    account: assembly.account,
    region: assembly.region,
    tables: all(['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'], readTable),
    buses: [...new Set(['default', ...named('AWS::Events::EventBus')])],
    rules: (running.get('AWS::Events::Rule') ?? [])
      .filter((rule) => isEnabled(rule, resolver))
      .map((rule) => readRule(rule, resolver)),
    functions: all(['AWS::Lambda::Function'], (resource) => readFunction(resource, resolver, assembly, configs)),
    permissions: all(['AWS::Lambda::Permission'], readPermission),
    queues: all(['AWS::SQS::Queue'], readQueue),
    queueStatements: all(['AWS::SQS::QueuePolicy'], readQueuePolicy).flat(),
    senderIdentities: named('AWS::SES::EmailIdentity'),
    configurationSets: named('AWS::SES::ConfigurationSet'),
  };
  refuseStrangers(template);
  return template;
}

/** Resources that are told apart by their name alone. */
const namedTypes = ['AWS::DynamoDB::', 'AWS::Events::', 'AWS::Lambda::Function', 'AWS::SQS::Queue'];

function refuseSharedNames(resources: readonly Resource[], resolver: Resolver): void {
  const taken = new Map<string, Resource>();
  for (const resource of resources) {
    if (resource.type === 'AWS::SQS::QueuePolicy' || !namedTypes.some((type) => resource.type.startsWith(type)))
      continue;
    const bus = resource.type === 'AWS::Events::Rule' ? resolver.busOf(resource) : '';
    const name = `${resource.type} ${bus} ${resolver.nameOf(resource)}`;
    const other = taken.get(name);
    if (other)
      throw new TemplateError(placeOf(resource), `has the same name as ${placeOf(other)}; give one of them another.`);
    taken.set(name, resource);
  }
}

/** Refuses what leads out of the template: rules on other buses, targets and queues that the template does not create. */
function refuseStrangers(template: SystemTemplate): void {
  const queues = new Set(template.queues.map(({ arn }) => arn));
  const targets = new Set([...queues, ...template.functions.map(({ arn }) => arn)]);
  const needQueue = (arn: string | undefined, place: string): void => {
    if (arn !== undefined && !queues.has(arn)) throw new TemplateError(place, `${arn} is no queue of this template.`);
  };
  for (const rule of template.rules) {
    if (!template.buses.includes(rule.busName))
      throw new TemplateError(rule.arn, `${rule.busName} is no bus of this template.`);
    for (const target of rule.targets) {
      if (!targets.has(target.arn)) {
        throw new TemplateError(
          rule.arn,
          `its target ${target.arn} is neither a function nor a queue of this template.`,
        );
      }
      needQueue(target.deadLetterArn, rule.arn);
    }
  }
  for (const { arn, asynchronous } of template.functions) {
    needQueue(asynchronous.onFailureArn, arn);
    needQueue(asynchronous.deadLetterArn, arn);
  }
  for (const { arn, RedrivePolicy } of template.queues) needQueue(RedrivePolicy?.deadLetterTargetArn, arn);
}
