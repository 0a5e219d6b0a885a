import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { runningSystems, writeClientFiles } from '../../../local/run/client-files';
import { fullFolderLine, needRoom } from '../../../local/run/full-folder';
import { openRunFolder } from '../../../local/run/run-folder';
import { SynthesisError } from '../../../local/system/synthesize';
import { removeTemporaryFolders, temporaryFolder } from '../small-app';

afterAll(removeTemporaryFolders);

/** The id of a process that has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

function leftBehind(parent: string, name: string, owner: object): string {
  const folder = join(parent, `amends-local-${name}`);
  mkdirSync(join(folder, 'cdk.out'), { recursive: true });
  writeFileSync(join(folder, 'owner.json'), JSON.stringify(owner));
  return folder;
}

/** A verbatim string, in which five characters are a single quote. */
const assignment = /\$env:(\w+) = ['‘’‚‛]((?:[^'‘’‚‛]|['‘’‚‛]{2})*)['‘’‚‛]\n/y;

/** The variables that PowerShell has once it has run the script, by its rules for verbatim strings. */
function readByPowerShell(script: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (assignment.lastIndex = 0; assignment.lastIndex < script.length;) {
    const [, name = '', value = ''] = assignment.exec(script) ?? [];
    if (name === '') throw new Error('PowerShell could not read the script');
    variables[name] = value.replace(/(['‘’‚‛])['‘’‚‛]/g, '$1');
  }
  return variables;
}

it('a start clears what a killed one left behind, and nothing of those that run, of other hosts or of others', async () => {
  const parent = temporaryFolder();
  const killed = leftBehind(parent, 'killed', { pid: endedProcess(), host: hostname() });
  const running = leftBehind(parent, 'running', { pid: process.pid, host: hostname() });
  const elsewhere = leftBehind(parent, 'elsewhere', { pid: endedProcess(), host: 'another-container' });
  mkdirSync(join(parent, 'amends-local-without-owner'));
  const mine = await openRunFolder(parent);
  expect([killed, running, elsewhere, mine.path].map(existsSync)).toEqual([false, true, true, true]);
  await mine.stop();
  expect(readdirSync(parent).sort()).toEqual([
    'amends-local-elsewhere',
    'amends-local-running',
    'amends-local-without-owner',
  ]);
});

it('what a client needs stands in a file to source, whatever is in its values, and is found while the system runs', async () => {
  const parent = temporaryFolder();
  const folder = await openRunFolder(parent);
  const system = {
    port: 4510,
    environment: { AWS_REGION: 'eu-west-1', ODD: `it's $HOME "quoted" \\`, NAME: 'O’Hara ‘and’ ‚sons‛' },
  };
  const { shell, powerShell } = await writeClientFiles(folder.path, system);
  const sourced = execFileSync('sh', ['-c', `. "${shell}" && printf %s "$ODD" && printenv AWS_REGION`], { env: {} });
  expect(sourced.toString()).toBe(`${system.environment.ODD}eu-west-1\n`);
  expect(powerShell.endsWith('.ps1')).toBe(true);
  expect(readByPowerShell(readFileSync(powerShell, 'utf8'))).toEqual(system.environment);
  expect(runningSystems(parent)).toEqual([system]);
  await folder.stop();
  expect(runningSystems(parent)).toEqual([]);
});

it.each([
  ['a file cannot be written', Object.assign(new Error('write'), { code: 'ENOSPC' })],
  [
    'the CDK CLI says so in the middle of much else',
    new SynthesisError('Error: …\n  ENOSPC: no space left on device, mkdir'),
  ],
  ['it is behind other errors', new AggregateError([new Error('x', { cause: new Error('EDQUOT: quota') })], 'several')],
])('a full temporary folder is said in the first line where %s', (_, error) => {
  expect(fullFolderLine(error, '/tmp')).toMatch(/^The temporary folder \/tmp is full, .* TMPDIR\.$/);
});

it('says nothing of a full folder where something else is wrong', () => {
  expect(fullFolderLine(new SynthesisError('the stage needs a sender'))).toBeUndefined();
});

it('a disk with too little room is said to be one before anything starts', () => {
  expect(() => needRoom('/tmp', { bavail: 2_000, bsize: 4_096 })).toThrow(
    /^The temporary folder \/tmp has room for 8 MB, and the local system needs about 30 MB there: make room, or .*\.$/,
  );
  expect(() => needRoom('/tmp', { bavail: 20_000, bsize: 4_096 })).not.toThrow();
});

it('a temporary folder that cannot be read is named, and the variable that names another', () => {
  expect(() => runningSystems(join(temporaryFolder(), 'missing'))).toThrow(
    /missing'\): name its folder in (TMPDIR|TEMP)\.$/,
  );
});
