import { execFile } from 'node:child_process';
import path from 'node:path';

const root = path.join(__dirname, '../..');

export interface Answered {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the very command that `npm run amends` runs, in a process of its own. */
export function amends(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Answered> {
  const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
  const env = { ...environment, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  return new Promise((resolve) => {
    execFile(process.execPath, [tsx, 'cli/amends.ts', ...args], { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}
