import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** What a function is bundled from, and the project that provides its packages. */
export interface FunctionFile {
  readonly entry: string;
  readonly projectRoot?: string;
  readonly depsLockFilePath?: string;
}

const above = join(__dirname, '../..');

/**
 * Only the source tree has the functions in TypeScript. The package ships them as ES modules, which can be tree-shaken.
 */
const isSourceTree = existsSync(join(above, 'lambdas/functions/apologise.ts'));

/**
 * The file of a function. In the source tree, the project is the source tree. For a team's own file, and in the
 * package, CDK finds the project by itself: the one whose lockfile is in or above the folder of the synthesis.
 *
 * @param entry a TypeScript file below `lambdas/`, or an absolute path
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
