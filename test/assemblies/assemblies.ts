import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { synthesize } from '../../local/system/synthesize';

const projectFolder = join(__dirname, '../..');

type Context = Readonly<Record<string, string>>;

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
}

/**
 * The app as it is deployed, by context. CDK's own validation is left out, as for every local system, and has a test of
 * its own in `test/bin`.
 *
 * The plain app is synthesized by the CDK CLI. With a context it has other templates and the same code: what the
 * functions are bundled from does not depend on the context, and bundling takes most of the time. So there the app runs
 * without bundling, and its functions get the bundles of the plain app.
 */
export class Assemblies {
  private readonly made = new Map<string, Promise<string>>();
  private readonly folders: string[] = [];
  private readonly ending = new AbortController();

  with(context: Context): Promise<string> {
    const key = JSON.stringify(Object.entries(context).sort());
    const assembly = this.made.get(key) ?? this.make(context);
    this.made.set(key, assembly);
    return assembly;
  }

  /** Ends what is under way, and removes all folders. */
  remove(): void {
    this.ending.abort();
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }

  private async make(context: Context): Promise<string> {
    if (Object.keys(context).length > 0) return this.withContext(context);
    const { folder } = await synthesize({ signal: this.ending.signal });
    this.folders.push(folder);
    return folder;
  }

  private async withContext(context: Context): Promise<string> {
    const [plain, folder, bare] = [await this.with({}), this.newFolder(), this.newFolder()];
    await this.synthesizeBare(context, bare);
    cpSync(plain, folder, { recursive: true });
    for (const file of readdirSync(bare).filter((name) => name.endsWith('.template.json'))) {
      const template = withAssetsOf(templateIn(join(plain, file)), templateIn(join(bare, file)));
      writeFileSync(join(folder, file), JSON.stringify(template));
    }
    return folder;
  }

  /** Runs the app as the CDK CLI does, but bundles nothing. */
  private async synthesizeBare(context: Context, folder: string): Promise<void> {
    const cdkJson = JSON.parse(readFileSync(join(projectFolder, 'cdk.json'), 'utf8')) as { readonly context: object };
    const given = { ...cdkJson.context, 'aws:cdk:bundling-stacks': [], ...context };
    const environment = { CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(given), CDK_VALIDATION: 'false' };
    await promisify(execFile)(process.execPath, ['--import', './starter/typescript.mjs', 'bin/amends.ts'], {
      cwd: projectFolder,
      env: { ...process.env, ...environment },
      signal: this.ending.signal,
    });
  }

  private newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'amends-assembly-'));
    this.folders.push(folder);
    return folder;
  }
}

function templateIn(file: string): Template {
  return JSON.parse(readFileSync(file, 'utf8')) as Template;
}

/** Which property says where an asset lies. */
const assetOf: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'Code',
  'AWS::CloudFormation::Stack': 'TemplateURL',
};

/** What is made of assets in one template, made of the assets of another. The stacks inside of it are there as well. */
function withAssetsOf(other: Template, template: Template): Template {
  const Resources = Object.entries(template.Resources).map(([id, resource]) => {
    const [properties, asset] = [resource.Properties, assetOf[resource.Type] ?? ''];
    if (!properties || !(asset in properties)) return [id, resource];
    const made = other.Resources[id]?.Properties?.[asset];
    if (made === undefined) throw new Error(`${id} is nothing of the plain app`);
    return [id, { ...resource, Properties: { ...properties, [asset]: made } }];
  });
  return { ...template, Resources: Object.fromEntries(Resources) as Template['Resources'] };
}
