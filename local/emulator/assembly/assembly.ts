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
      z.object({
        Type: z.string(),
        Properties: recordSchema.default({}),
        Condition: z.unknown().optional(),
      }),
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
  /** What is told outside of it, by its name here. */
  readonly outputs: ReadonlyMap<string, unknown>;
  /** The resource of another stack that this one is. Undefined where it is deployed by itself. */
  readonly within: Resource | undefined;
}

/** A synthesized CDK app: all its stacks, those inside of others among them, and the folders of its assets. */
export interface Assembly {
  readonly account: string;
  readonly region: string;
  readonly stacks: readonly StackTemplate[];
  /** Folder of an asset, by the key of the object that a deployment would upload it to. */
  readonly assetFolders: ReadonlyMap<string, string>;
}

export function readAssembly(folder: string): Assembly {
  if (!existsSync(join(folder, 'manifest.json'))) {
    throw new TemplateError(folder, 'is not a cloud assembly: it has no manifest.json. Run "npx cdk synth" first.');
  }
  const artifacts = artifactsOf(new CloudAssembly(folder));
  const stacks = artifacts.filter((artifact) => artifact instanceof CloudFormationStackArtifact);
  const assets = artifacts.filter((artifact) => artifact instanceof AssetManifestArtifact).flatMap(assetsOf);
  const templates = new Map(assets.filter(({ path }) => path.endsWith('.json')).map(placeOfAsset));
  return {
    account: theOne('account', stacks, (stack) => stack.environment.account, 'unknown-account') ?? localAccount,
    region: theOne('region', stacks, (stack) => stack.environment.region, 'unknown-region') ?? localRegion,
    stacks: stacks.flatMap((stack) => readStacks(stack.stackName, stack.template, templates)),
    assetFolders: new Map(assets.filter(({ path }) => statSync(path).isDirectory()).map(placeOfAsset)),
  };
}

function artifactsOf(assembly: CloudAssembly): CloudArtifact[] {
  return assembly.artifacts.flatMap((artifact) =>
    artifact instanceof NestedCloudAssemblyArtifact ? artifactsOf(artifact.nestedAssembly) : [artifact],
  );
}

/** A stack, and those that are resources of it, whose templates are assets like the code of functions. */
function readStacks(
  name: string,
  template: unknown,
  templates: ReadonlyMap<string, string>,
  within?: Resource,
): StackTemplate[] {
  const stack = readStack(name, template, within);
  const inside = [...stack.resources.values()].flatMap((resource) => {
    const { logicalId, type, properties } = resource;
    if (type !== 'AWS::CloudFormation::Stack') return [];
    const url = JSON.stringify(properties['TemplateURL'] ?? '');
    const [, path] = [...templates].find(([objectKey]) => url.includes(objectKey)) ?? [];
    if (path === undefined) throw new TemplateError(name, `has no template for the stack ${logicalId} inside of it.`);
    return readStacks(`${name}/${logicalId}`, JSON.parse(readFileSync(path, 'utf8')), templates, resource);
  });
  return [stack, ...inside];
}

function readStack(name: string, template: unknown, within: Resource | undefined): StackTemplate {
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
    outputs: new Map(Object.entries(Outputs).map(([output, { Value }]) => [output, Value])),
    within,
  };
}

/** An asset, and where in the assembly it lies. */
interface Asset {
  readonly objectKey: string;
  readonly path: string;
}

function assetsOf(artifact: AssetManifestArtifact): Asset[] {
  const folder = dirname(artifact.file);
  return Object.values(artifact.contents.files ?? {}).flatMap(({ source, destinations }) => {
    if (source.path === undefined) return [];
    const path = join(folder, source.path);
    return existsSync(path) ? Object.values(destinations).map(({ objectKey }) => ({ objectKey, path })) : [];
  });
}

function placeOfAsset({ objectKey, path }: Asset): [string, string] {
  return [objectKey, path];
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
