import { spawn } from 'node:child_process';
import path from 'node:path';
import { account, region } from './ministack';

/** The CDK CLI did not end well. */
export class CdkError extends Error {
  override readonly name = 'CdkError';
  constructor(
    command: string,
    readonly output: string,
  ) {
    super(`\`cdk ${command}\` failed. It said:\n${output || '(nothing)'}`);
  }
}

export interface CdkSettings {
  /** The project whose CDK CLI and app are run. */
  readonly project: string;
  /** The emulator. */
  readonly awsUrl: string;
  /** A folder for whatever the CLI keeps. */
  readonly home: string;
}

/**
 * Runs the project's CDK CLI. Its environment is made here, and nothing of the caller's AWS configuration is in it:
 * this deploys to this machine or nowhere.
 *
 * @returns what it printed
 * @throws CdkError
 */
export function cdk({ project, awsUrl, home }: CdkSettings, ...args: readonly string[]): Promise<string> {
  const cli = path.join(project, 'node_modules/aws-cdk/bin/cdk');
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      TMPDIR: process.env['TMPDIR'],
      ...awsEnvironment(awsUrl),
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CDK_VALIDATION: 'false',
      CI: 'true',
    },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => output.push(chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output.join(''));
      else reject(new CdkError(args.join(' '), output.join('').trim()));
    });
  });
}

function awsEnvironment(awsUrl: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: awsUrl,
    AWS_ENDPOINT_URL_S3: awsUrl,
    AWS_REGION: region,
    // The emulator takes the key's id for the account.
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}
