import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The CDK CLI could not synthesize the app. */
export class SynthesisError extends Error {
  override readonly name = 'SynthesisError';
  constructor(output: string) {
    super(`The CDK app could not be synthesized. The CDK CLI printed:\n${withoutExit(output) || '(nothing)'}`);
  }
}

/** Below what the app itself says, the CLI adds that it ended, which whoever reads this knows. */
function withoutExit(output: string): string {
  const ofApp = output.replace(/^.*: Subprocess exited with error \d+\s*$/gm, '').trim();
  return ofApp === '' ? output : ofApp;
}

export interface SynthesisOptions {
  /**
   * Folder of the CDK app, with its cdk.json.
   *
   * @default - this project
   */
  readonly appFolder?: string | undefined;
  /** Context values, as `--context` takes them. */
  readonly context?: Readonly<Record<string, string>> | undefined;
  /**
   * Where the assembly goes; nothing may be there yet.
   *
   * @default - a temporary folder of its own
   */
  readonly folder?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface SynthesizedAssembly {
  readonly folder: string;
  /** Removes the folder. */
  stop(): Promise<void>;
}

const projectFolder = join(__dirname, '../..');

/** Synthesizes the CDK app into a folder, with the CLI that also deploys it. */
export async function synthesize({
  appFolder = projectFolder,
  context = {},
  folder: given,
  signal,
}: SynthesisOptions = {}): Promise<SynthesizedAssembly> {
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'amends-')));
  const stop = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await runCdk(['synth', '--quiet', '--output', folder, ...contextArguments(context)], appFolder, signal);
    return { folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function runCdk(cdkArguments: readonly string[], appFolder: string, signal: AbortSignal | undefined): Promise<void> {
  const cdk = join(dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cdk, ...cdkArguments], {
      cwd: appFolder,
      // CDK's validation of the templates is for those who deploy, and takes longer than the synthesis itself. And the
      // local system talks to this machine only.
      env: { ...process.env, CDK_VALIDATION: 'false', CDK_DISABLE_CLI_TELEMETRY: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // In a process group of its own, so that it can be ended together with the app that it runs.
      detached: true,
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => output.push(chunk.toString('utf8')));
    const end = (): void => {
      if (child.pid !== undefined) endGroup(child.pid);
    };
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();
    child.once('error', reject);
    child.once('close', (code) => {
      signal?.removeEventListener('abort', end);
      if (code === 0) resolve();
      else reject(new SynthesisError(output.join('').trim()));
    });
  });
}

function contextArguments(context: Readonly<Record<string, string>>): string[] {
  return Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
