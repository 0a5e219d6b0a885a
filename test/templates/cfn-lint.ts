import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** What cfn-lint says of one place. */
export interface Finding {
  readonly file: string;
  readonly rule: string;
  /** The path in the template. */
  readonly at: string;
  readonly says: string;
}

/** Regions that differ in what they have. What one of them lacks is found. */
const regions = [
  'us-east-1',
  'us-west-2',
  'eu-west-1',
  'eu-central-1',
  'ap-southeast-2',
  'ap-northeast-1',
  'sa-east-1',
];

interface Match {
  readonly Filename: string;
  readonly Message: string;
  readonly Location: { readonly Path: readonly (string | number)[] };
  readonly Rule: { readonly Id: string };
}

/**
 * All errors and warnings. What is for information only is about how a template is written, and the CDK writes ours.
 *
 * @param programs the folder of the command
 * @param folder holds no settings of cfn-lint: those of whoever runs this must not decide
 */
export function cfnLint(programs: string, folder: string, templates: readonly string[]): readonly Finding[] {
  const args = ['--format', 'json', '--regions', ...regions, '--template', ...templates];
  const { stdout, stderr, status, error } = spawnSync(path.join(programs, 'cfn-lint'), args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  // The status has a bit for each kind of finding: 2, 4 and 8. 1 and what is above 14 are troubles of its own.
  if (error || status === null || (status & ~14) !== 0) {
    throw new Error(`cfn-lint failed: ${error?.message ?? stderr}`, { cause: error });
  }
  return (JSON.parse(stdout) as Match[]).map(({ Filename, Message, Location, Rule }) => ({
    file: Filename,
    rule: Rule.Id,
    at: Location.Path.join('/'),
    says: Message,
  }));
}
