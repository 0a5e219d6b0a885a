import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Manifest } from 'aws-cdk-lib/cloud-assembly-schema';

type Properties = Readonly<Record<string, unknown>>;

interface SmallResource {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly Condition?: string;
}

export interface SmallStack {
  readonly Parameters?: Properties;
  readonly Resources?: Readonly<Record<string, SmallResource>>;
  readonly Outputs?: Properties;
}

export interface SmallApp {
  readonly stacks: Readonly<Record<string, SmallStack>>;
  /** Stacks inside of others. */
  readonly nested?: Readonly<Record<string, SmallStack>>;
  /** Source of the `index.js` of functions, by the name that `code` is told. */
  readonly functions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  /**
   * Whether functions that say nothing of a time-out have AWS's default, which is three seconds. Without it, they have
   * the longest there is, for on a busy machine three seconds are soon over.
   */
  readonly hasDefaultTimeouts?: boolean;
}

const folders: string[] = [];

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'amends-test-'));
  folders.push(folder);
  return folder;
}

export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Where a template says that the code of a function of a small app lies. */
export function code(name: string): Properties {
  return { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}-${AWS::Region}' }, S3Key: `${name}.zip` };
}

function unhurried(stack: SmallStack): SmallStack {
  const Resources = Object.entries(stack.Resources ?? {}).map(([id, resource]) => {
    if (resource.Type !== 'AWS::Lambda::Function') return [id, resource];
    return [id, { ...resource, Properties: { Timeout: 900, ...resource.Properties } }];
  });
  return { ...stack, Resources: Object.fromEntries(Resources) as SmallStack['Resources'] };
}

/** Writes a cloud assembly by hand, as small as the CDK would never make it. */
export function writeAssembly({
  stacks,
  nested = {},
  functions = {},
  environment = 'aws://unknown-account/unknown-region',
  hasDefaultTimeouts = false,
}: SmallApp): string {
  const folder = temporaryFolder();
  const artifacts: Record<string, unknown> = {};
  for (const [name, template] of Object.entries(stacks)) {
    writeFileSync(
      join(folder, `${name}.template.json`),
      JSON.stringify(hasDefaultTimeouts ? template : unhurried(template)),
    );
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment,
      properties: { templateFile: `${name}.template.json` },
    };
  }
  const files: Record<string, unknown> = {};
  for (const [name, source] of Object.entries(functions)) {
    mkdirSync(join(folder, `asset.${name}`));
    writeFileSync(join(folder, `asset.${name}`, 'index.js'), source);
    const destinations = { here: { bucketName: 'assets', objectKey: `${name}.zip` } };
    files[name] = { source: { path: `asset.${name}`, packaging: 'zip' }, destinations };
  }
  for (const [name, template] of Object.entries(nested)) {
    const path = `${name}.nested.template.json`;
    writeFileSync(join(folder, path), JSON.stringify(template));
    const destinations = { here: { bucketName: 'assets', objectKey: `${name}.json` } };
    files[name] = { source: { path, packaging: 'file' }, destinations };
  }
  const version = Manifest.version();
  writeFileSync(join(folder, 'all.assets.json'), JSON.stringify({ version, files }));
  artifacts['all.assets'] = { type: 'cdk:asset-manifest', properties: { file: 'all.assets.json' } };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version, artifacts }));
  return folder;
}
