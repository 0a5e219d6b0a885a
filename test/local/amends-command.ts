import { execFile } from 'node:child_process';
import path from 'node:path';
import { sharedCommand } from '../assemblies/shared-assembly';

const root = path.join(__dirname, '../..');

export interface Answered {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program that `npm run amends` runs, in a process of its own. */
export async function amends(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Answered> {
  const program = await sharedCommand();
  const env = { ...environment, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}
