import { DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { CommandError } from '../../commands/command-error';
import type { AwsClients } from './aws-clients';

/** A function of a stage. */
export interface DeployedFunction {
  readonly name: string;
  /** Which of them it is: `sweep`, `reconcile`, `apology-mail` … */
  readonly service: string;
  /** Its settings, in which secrets are names only. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface DeployedResource {
  readonly logicalId: string;
  /** As CloudFormation names it, such as `AWS::SQS::Queue`. */
  readonly type: string;
  readonly physicalId: string;
}

/** What is deployed. */
export interface Deployment {
  /** As whoever asks names it, such as `stage prod`. */
  readonly name: string;
  readonly stacks: readonly { readonly name: string; readonly status: string }[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly resources: readonly DeployedResource[];
  readonly functions: readonly DeployedFunction[];
  /** The command that deploys it. */
  readonly deployCommand: string;
}

/** Which stacks, by whoever asks. */
export interface WantedStacks {
  readonly name: string;
  readonly stacks: readonly string[];
  readonly deployCommand: string;
}

/** The stacks of a stage of this repository. `bin/amends.ts` names them. */
export function stacksOfStage(stage: string): WantedStacks {
  return {
    name: `stage ${stage}`,
    stacks: [`AmendsLedger-${stage}`, `AmendsRefunds-${stage}`],
    deployCommand: `npx cdk deploy --all -c stage=${stage}`,
  };
}

/** Stacks of a team's own app. */
export function ownStacks(stacks: readonly string[]): WantedStacks {
  return { name: stacks.join(' and '), stacks, deployCommand: `npx cdk deploy ${stacks.join(' ')}` };
}

/**
 * Reads what the stacks consist of. Nothing is guessed by name: the functions say in their settings what they use.
 *
 * @throws {@link CommandError} where a stack is not there, or holds no Amends
 */
export async function findDeployment(wanted: WantedStacks, aws: AwsClients): Promise<Deployment> {
  const stacks = await Promise.all(wanted.stacks.map((name) => describe(name, wanted, aws)));
  const resources = (await Promise.all(wanted.stacks.map((name) => resourcesOf(name, aws)))).flat();
  const functions = await functionsIn(resources, aws);
  if (functions.length === 0)
    throw new CommandError(`There are no functions of Amends in ${wanted.stacks.join(', ')}.`);
  return {
    name: wanted.name,
    deployCommand: wanted.deployCommand,
    stacks: stacks.map(({ name, status }) => ({ name, status })),
    outputs: Object.assign({}, ...stacks.map(({ outputs }) => outputs)) as Record<string, string>,
    resources,
    functions,
  };
}

async function describe(name: string, { deployCommand }: WantedStacks, { stacks }: AwsClients) {
  try {
    const { Stacks: [found] = [] } = await stacks.send(new DescribeStacksCommand({ StackName: name }));
    const outputs = (found?.Outputs ?? []).flatMap(({ OutputKey: key, OutputValue: value }) =>
      key === undefined || value === undefined ? [] : [[key, value] as const],
    );
    return { name, status: found?.StackStatus ?? 'unknown', outputs: Object.fromEntries(outputs) };
  } catch (cause) {
    if (!(cause instanceof Error) || !/does not exist/.test(cause.message)) throw cause;
    throw new CommandError(
      `There is no stack ${name} in this account and region. Check --region and AWS_PROFILE, or deploy it: ${deployCommand}`,
      { cause },
    );
  }
}

/** What a stack consists of, and the stacks nested in it. CloudFormation lists each stack by itself. */
async function resourcesOf(name: string, aws: AwsClients): Promise<DeployedResource[]> {
  const own = await listed(name, aws);
  const nested: DeployedResource[] = [];
  // One after the other: CloudFormation answers few requests a second.
  for (const { physicalId } of ofType(own, 'AWS::CloudFormation::Stack')) {
    nested.push(...(await resourcesOf(physicalId, aws)));
  }
  return [...own, ...nested];
}

async function listed(name: string, { stacks }: AwsClients): Promise<DeployedResource[]> {
  const found: DeployedResource[] = [];
  let next: string | undefined;
  do {
    const page = await stacks.send(new ListStackResourcesCommand({ StackName: name, NextToken: next }));
    for (const summary of page.StackResourceSummaries ?? []) {
      const { LogicalResourceId, ResourceType, PhysicalResourceId, ResourceStatus = '' } = summary;
      if (LogicalResourceId === undefined || ResourceType === undefined || PhysicalResourceId === undefined) continue;
      // No longer of this stack, though it may be kept.
      if (/^DELETE_(COMPLETE|SKIPPED)$/.test(ResourceStatus)) continue;
      found.push({ logicalId: LogicalResourceId, type: ResourceType, physicalId: PhysicalResourceId });
    }
    next = page.NextToken;
  } while (next !== undefined);
  return found;
}

/** Those of ours. Stacks may hold others, of the CDK and of the team. */
async function functionsIn(
  resources: readonly DeployedResource[],
  { functions }: AwsClients,
): Promise<DeployedFunction[]> {
  const found: DeployedFunction[] = [];
  // One after the other: Lambda lets an account read its settings 15 times a second.
  for (const { physicalId: name } of ofType(resources, 'AWS::Lambda::Function')) {
    const { Environment } = await functions.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    const environment = Environment?.Variables ?? {};
    const { POWERTOOLS_SERVICE_NAME: service, POWERTOOLS_METRICS_NAMESPACE: namespace = '' } = environment;
    if (service !== undefined && namespace.startsWith('Amends/')) found.push({ name, service, environment });
  }
  return found;
}

export function ofType(resources: readonly DeployedResource[], type: string): readonly DeployedResource[] {
  return resources.filter((resource) => resource.type === type);
}

export function functionOf({ functions }: Deployment, service: string): DeployedFunction | undefined {
  return functions.find((one) => one.service === service);
}

/** A setting that functions have in common. */
export function settingOf({ functions }: Deployment, name: string): string | undefined {
  return functions.map(({ environment }) => environment[name]).find((value) => value !== undefined);
}
