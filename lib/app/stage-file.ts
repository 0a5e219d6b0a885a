import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative, resolve } from 'node:path';

/** The folder of the stages, one file each. */
export const stagesFolder = join(__dirname, '../../stages');

/** What a stage file says, not checked yet. */
export interface StageFile {
  readonly file: string;
  readonly described: unknown;
}

/** The stage has no file, or a file that describes none. */
export class StageFileError extends Error {
  override readonly name = 'StageFileError';
  constructor(
    readonly file: string,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(problem, options);
  }
}

/**
 * Reads the file of a stage. It has to be run by tsx, as `bin/amends.ts` is, because the file is TypeScript.
 *
 * @param nameOrFile `prod` for stages/prod.ts, or the path of a file
 * @param folder the folder of the stages
 * @throws StageFileError where there is no such file, it cannot be run, or exports nothing
 */
export function readStageFile(nameOrFile: string, folder = stagesFolder): StageFile {
  const file = stageFileOf(nameOrFile, folder);
  if (!existsSync(file)) throw new StageFileError(file, missing(file, folder));
  const described = defaultExportOf(file);
  if (described === undefined) {
    const problem = `${shown(file)} has no default export. It ends with \`export default { … } satisfies Stage\`.`;
    throw new StageFileError(file, problem);
  }
  return { file, described };
}

function stageFileOf(nameOrFile: string, folder: string): string {
  return isPath(nameOrFile) ? resolve(nameOrFile) : join(folder, `${nameOrFile}.ts`);
}

/** Whether a stage is named by the path of its file, which is then free to have any name. */
function isPath(nameOrFile: string): boolean {
  return /[\\/]|\.\w+$/.test(nameOrFile);
}

function defaultExportOf(file: string): unknown {
  try {
    const exported: unknown = createRequire(file)(file);
    return typeof exported === 'object' && exported !== null ? Reflect.get(exported, 'default') : undefined;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StageFileError(file, `${shown(file)} cannot be read: ${why}`, { cause });
  }
}

function missing(file: string, folder: string): string {
  const known = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => /^[a-z][a-z0-9-]*\.ts$/.test(name));
  const stages = known.map((name) => basename(name, '.ts')).join(', ');
  return [
    `There is no ${shown(file)}, so nobody knows what this stage is.`,
    `  Stages in ${shown(folder)}: ${stages || 'none'}.`,
    `  For a new one, copy stages/example.ts to that name, change what is yours, and commit it.`,
  ].join('\n');
}

/** Paths are read by people, from where they stand. */
function shown(path: string): string {
  return relative(process.cwd(), path) || '.';
}
