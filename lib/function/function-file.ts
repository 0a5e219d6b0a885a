import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** What a function is bundled from, and the project whose packages it uses. */
export interface FunctionFile {
  readonly entry: string;
  readonly projectRoot?: string;
  readonly depsLockFilePath?: string;
}

const above = join(__dirname, '../..');

/** Only the source tree has the functions in TypeScript. A package brings them as ES modules, which can be shaken. */
const isSourceTree = existsSync(join(above, 'lambdas/functions/apologise.ts'));

/**
 * The file of a function. What the source tree deploys belongs to the source tree. Of a team's own file, and of a package, CDK
 * finds the project by itself: the one whose lockfile is at or above the folder that is synthesized from.
 *
 * @param entry below `lambdas/`, in TypeScript, or an absolute path
 */
export function functionFile(entry: string): FunctionFile {
  if (isAbsolute(entry)) return { entry };
  if (!isSourceTree) return { entry: join(above, 'esm/lambdas', entry.replace(/\.ts$/, '.js')) };
  return {
    entry: join(above, 'lambdas', entry),
    projectRoot: above,
    depsLockFilePath: join(above, 'package-lock.json'),
  };
}
