import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { contextOf } from '../../local/run/start-options';
import { notDeployable } from '../../lib/app/stage-stack';
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
  const { status, stderr } = spawnSync(process.execPath, ['--import', './starter/typescript.mjs', 'bin/amends.ts'], {
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
  const { status, stderr } = synthesize({});
  expect(status).toBe(0);
  // Nothing else is said: no deprecation, no advice, nothing of where in the code.
  expect(stderr).toBe(`${notDeployable}\n`);
  const { artifacts } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  expect(stacks.map(([name, { environment }]) => [name, environment])).toEqual([
    ['AmendsLedger-local', 'aws://000000000000/unknown-region'],
    ['AmendsRefunds-local', 'aws://000000000000/unknown-region'],
  ]);
});

test('a stage is what its file says, in its account and region', () => {
  expect(synthesize({ stage: 'example' }, { CDK_VALIDATION: 'false' })).toMatchObject({ status: 0 });
  const { artifacts } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  expect(artifacts['AmendsRefunds-example']?.environment).toBe('aws://111111111111/eu-west-1');
});

test('with all that npm start asks of it, it has more than CloudFormation takes in one stack, and starts', () => {
  const everything = contextOf({ context: {}, stage: undefined });
  expect(synthesize(everything, { CDK_VALIDATION: 'false' })).toEqual({ status: 0, stderr: `${notDeployable}\n` });
});

test('a stage without a file stops it, with the stages that there are and how to write one', () => {
  const { status, stderr } = synthesize({ stage: 'prod' }, { CDK_VALIDATION: 'false' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/There is no stages\/prod\.ts.*Stages in stages: example\..*copy stages\/example\.ts/s);
});

test.each([
  [
    'a setting that there is none of',
    { colour: 'blue' },
    /^-c colour: no stage has this setting; lib\/app\/stage\.ts describes .*\n$/,
  ],
  ['an address that is no URL', { refundEndpoint: 'nope' }, /refundEndpoint: the https URL of your refund endpoint\n/],
  [
    'a role that nobody may grant to',
    { operators: 'look=arn:aws:iam::111111111111:role/a*' },
    /^arn:aws:iam::111111111111:role\/a\* is a pattern, .* Grant each role by its ARN\. .*\n$/,
  ],
])('%s stops it with a sentence that says what to do, and nothing of where in the code', (_, context, sentence) => {
  const { status, stderr } = synthesize(context, { CDK_VALIDATION: 'false' });
  expect(status).toBe(1);
  expect(`${stderr.trim()}\n`).toMatch(sentence);
  expect(stderr).not.toMatch(/^ +at |node_modules|\.ts:\d/m);
});

test('the CDK CLI deploys nothing without a stage, whoever has credentials', async () => {
  expect(synthesize({}, { CDK_VALIDATION: 'false' })).toMatchObject({ status: 0 });
  const sts = createServer((_, response) => response.end(callerIdentity));
  await new Promise<void>((resolve) => sts.listen(0, '127.0.0.1', resolve));
  const { port } = sts.address() as AddressInfo;
  const cdk = join(dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    AWS_ACCESS_KEY_ID: 'somebody',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
  const deploying = promisify(execFile)(process.execPath, [cdk, 'deploy', '--all', '--app', folder], { env });
  await expect(deploying).rejects.toMatchObject({
    stderr: expect.stringMatching(/target account.*000000000000/) as unknown,
  });
  sts.close();
});

const callerIdentity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::111111111111:user/somebody</Arn><UserId>A</UserId><Account>111111111111</Account></GetCallerIdentityResult>
<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
