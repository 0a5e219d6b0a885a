import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  AssetManifestArtifact,
  CloudAssembly,
  CloudFormationStackArtifact,
  NestedCloudAssemblyArtifact,
  type CloudArtifact,
} from 'aws-cdk-lib/cx-api';
import * as z from 'zod';
import { TemplateError } from './template-error';

/** The account of everything that runs locally, unless the stacks name one. */
const localAccount = '000000000000';

/** The region of everything that runs locally, unless the stacks name one. */
const localRegion = 'eu-west-1';

const recordSchema = z.record(z.string(), z.unknown());

const stackSchema = z.object({
  Parameters: z.record(z.string(), recordSchema).default({}),
  Resources: z
    .record(
      z.string(),
      z.object({ Type: z.string(), Properties: recordSchema.default({}), Condition: z.unknown().optional() }),
    )
    .default({}),
  Outputs: z
    .record(
      z.string(),
      z.object({ Value: z.unknown().optional(), Export: z.object({ Name: z.unknown().optional() }).optional() }),
    )
    .default({}),
});

export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** As they stand in the template: nothing in them is resolved yet. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Whether the template creates it only under a condition. */
  readonly conditional: boolean;
}

export interface StackTemplate {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly exports: readonly { readonly name: unknown; readonly value: unknown }[];
}

/** A synthesized CDK app: all its stacks, and the folders of its assets. */
export interface Assembly {
  readonly account: string;
  readonly region: string;
  readonly stacks: readonly StackTemplate[];
  /** What is in the stacks inside of them. */
  readonly nested: readonly Resource[];
  /** Folder of an asset, by the key of the object that a deployment would upload it to. */
  readonly assetFolders: ReadonlyMap<string, string>;
}

export function readAssembly(folder: string): Assembly {
  if (!existsSync(join(folder, 'manifest.json'))) {
    throw new TemplateError(folder, 'is not a cloud assembly: it has no manifest.json. Run "npx cdk synth" first.');
  }
  const artifacts = artifactsOf(new CloudAssembly(folder));
  const stacks = artifacts.filter((artifact) => artifact instanceof CloudFormationStackArtifact);
  return {
    account: theOne('account', stacks, (stack) => stack.environment.account, 'unknown-account') ?? localAccount,
    region: theOne('region', stacks, (stack) => stack.environment.region, 'unknown-region') ?? localRegion,
    stacks: stacks.map((stack) => readStack(stack.stackName, stack.template)),
    nested: artifacts.filter((artifact) => artifact instanceof AssetManifestArtifact).flatMap(nestedResourcesOf),
    assetFolders: new Map(
      artifacts.filter((artifact) => artifact instanceof AssetManifestArtifact).flatMap(assetFoldersOf),
    ),
  };
}

function artifactsOf(assembly: CloudAssembly): CloudArtifact[] {
  return assembly.artifacts.flatMap((artifact) =>
    artifact instanceof NestedCloudAssemblyArtifact ? artifactsOf(artifact.nestedAssembly) : [artifact],
  );
}

function readStack(name: string, template: unknown): StackTemplate {
  const result = stackSchema.safeParse(template);
  if (!result.success) throw new TemplateError(name, z.prettifyError(result.error));
  const { Parameters, Resources, Outputs } = result.data;
  const resources = Object.entries(Resources).map(([logicalId, { Type, Properties, Condition }]) => {
    const resource = {
      stack: name,
      logicalId,
      type: Type,
      properties: Properties,
      conditional: Condition !== undefined,
    };
    return [logicalId, resource] as const;
  });
  return {
    name,
    parameters: new Map(Object.entries(Parameters)),
    resources: new Map(resources),
    exports: Object.values(Outputs).flatMap(({ Value, Export }) =>
      Export ? [{ name: Export.Name, value: Value }] : [],
    ),
  };
}

/** The template of a nested stack is an asset like the code of functions. */
function nestedResourcesOf(artifact: AssetManifestArtifact): Resource[] {
  const paths = Object.values(artifact.contents.files ?? {}).flatMap(({ source }) => source.path ?? []);
  return paths
    .filter((path) => path.endsWith('.nested.template.json'))
    .map((path) => readStack(path, JSON.parse(readFileSync(join(dirname(artifact.file), path), 'utf8'))))
    .flatMap(({ resources }) => [...resources.values()]);
}

function assetFoldersOf(artifact: AssetManifestArtifact): [string, string][] {
  const folder = dirname(artifact.file);
  return Object.values(artifact.contents.files ?? {}).flatMap(({ source, destinations }) => {
    if (source.path === undefined) return [];
    const path = join(folder, source.path);
    if (!existsSync(path) || !statSync(path).isDirectory()) return [];
    return Object.values(destinations).map(({ objectKey }): [string, string] => [objectKey, path]);
  });
}

function theOne(
  what: string,
  stacks: readonly CloudFormationStackArtifact[],
  read: (stack: CloudFormationStackArtifact) => string,
  unknown: string,
): string | undefined {
  const values = [...new Set(stacks.map(read).filter((value) => value !== unknown))];
  if (values.length > 1) {
    const places = stacks.map((stack) => stack.stackName).join(', ');
    throw new TemplateError(
      places,
      `the stacks name more than one ${what} (${values.join(', ')}); the local system is one.`,
    );
  }
  return values[0];
}
