import { readFileSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { build, context, type BuildContext, type BuildOptions, type Plugin } from 'esbuild';

const root = resolve(__dirname, '../..');

/** A change of the source, made while it is bundled: `find` stands in `file` exactly once. */
export interface SourceChange {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** The text does not stand exactly once in the file it was to be changed in. */
export class SourceChangeError extends Error {
  override readonly name = 'SourceChangeError';
}

/** Bundles the simulation with all the code it runs into one file, so that every worker loads it at once. */
export async function bundleSimulation(
  outfile: string,
  changes: readonly SourceChange[] = [],
  worker?: string,
): Promise<void> {
  const files = changes.map(({ file }) => file);
  const plugins = changes.length > 0 ? [changing(files, () => changes)] : [];
  await build({ ...optionsOf(worker), outfile, plugins });
}

/** Bundles the same worlds again and again, each time with other changes. What is not changed is read once. */
export class Bundler {
  private changes: readonly SourceChange[] = [];
  private building: BuildContext<BuildOptions & { readonly write: false }> | undefined;

  /** @param files all that is ever changed */
  constructor(
    private readonly files: readonly string[],
    private readonly worker?: string,
  ) {}

  /** One after another. @throws {@link SourceChangeError} */
  async bundle(outfile: string, changes: readonly SourceChange[]): Promise<void> {
    this.changes = changes;
    this.building ??= await context({
      ...optionsOf(this.worker),
      outfile: 'simulation.cjs',
      write: false,
      plugins: [changing(this.files, () => this.changes)],
    });
    const { outputFiles } = await this.building.rebuild();
    for (const { contents } of outputFiles) writeFileSync(outfile, contents);
  }

  async close(): Promise<void> {
    await this.building?.dispose();
  }
}

function optionsOf(worker = 'worker.ts'): BuildOptions {
  return {
    entryPoints: [resolve(__dirname, worker)],
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    absWorkingDir: root,
    alias: {
      '@aws-sdk/util-dynamodb': resolve(__dirname, 'quick-marshall.ts'),
      '@aws-sdk/client-dynamodb': resolve(__dirname, 'quick-commands.ts'),
    },
  };
}

function changing(files: readonly string[], changesNow: () => readonly SourceChange[]): Plugin {
  const names = [...new Set(files.map((file) => basename(file).replace('.', '\\.')))];
  return {
    name: 'changed sources',
    setup: (building) => {
      building.onLoad({ filter: new RegExp(`/lambdas/.*/(${names.join('|')})$`) }, ({ path }) => {
        const here = changesNow().filter(({ file }) => resolve(root, file) === path);
        if (here.length === 0) return undefined;
        return { contents: here.reduce(changedSource, readFileSync(path, 'utf8')), loader: 'ts' };
      });
    },
  };
}

/** @throws {@link SourceChangeError} */
export function changedSource(source: string, { file, find, replace }: SourceChange): string {
  const count = source.split(find).length - 1;
  if (count !== 1) throw new SourceChangeError(`${file} has ${count} times, and not once: ${find}`);
  return source.replace(find, () => replace);
}

/** A file as it stands in the repository. */
export function sourceOf(file: string): string {
  return readFileSync(resolve(root, file), 'utf8');
}
