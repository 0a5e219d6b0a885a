import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flags } from '../lib/synthesize';

const projectRoot = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'amends-bin-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Manifest {
  readonly artifacts: Readonly<Record<string, { readonly type: string; readonly environment?: string }>>;
}

/** Runs the app as the CDK's command line does, but bundles nothing. */
function synthesize(context: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv = {}) {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bin/amends.ts'], {
    cwd: projectRoot,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify({ ...flags, 'aws:cdk:bundling-stacks': [], ...context }),
      ...env,
    },
  });
  return { status, stderr };
}

test('without arguments and without an account it synthesizes both stacks, and CDK itself has no objection', () => {
  expect(synthesize({})).toMatchObject({ status: 0 });
  const { artifacts } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  expect(stacks.map(([name, { environment }]) => [name, environment])).toEqual([
    ['AmendsLedger-local', 'aws://unknown-account/unknown-region'],
    ['AmendsRefunds-local', 'aws://unknown-account/unknown-region'],
  ]);
});

test('a stage that is not described stops it, with the values it wants and the command that would do', () => {
  const { status, stderr } = synthesize({ stage: 'prod' }, { CDK_VALIDATION: 'false' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/sender: .*senderName: .*replyTo: .*signatory: /s);
  expect(stderr).toContain('npx cdk deploy --all -c stage=prod -c sender=');
});
