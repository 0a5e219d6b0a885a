import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(__dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'starter-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function node(
  args: readonly string[],
  temporaryFolder: string,
): { readonly code: number | null; readonly output: string } {
  const env = { ...process.env, TMPDIR: temporaryFolder, TEMP: temporaryFolder };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env });
  return { code: status, output: stdout + stderr };
}

const variable = process.platform === 'win32' ? 'TEMP' : 'TMPDIR';

it('npm start, the command of operators and a synthesis say in one sentence that the temporary folder is not there', () => {
  const missing = path.join(folder, 'missing');
  const output = `The temporary folder ${missing} does not exist: make it, or name another folder in ${variable}.\n`;
  for (const program of ['local/start.ts', 'cli/amends.ts', 'bin/amends.ts']) {
    expect(node(['--import', './starter/typescript.mjs', program], missing)).toEqual({ code: 2, output });
  }
});

it('a file in its place is said to be one', () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(node(['starter/temporary-folder.cjs'], file)).toEqual({
    code: 2,
    output: `The temporary folder ${file} is no folder: name another folder in ${variable}.\n`,
  });
});

it.each([
  ['EROFS', 'is read-only: name another folder in'],
  ['ENOSPC', 'is full: make room, or name another folder in'],
  ['EMFILE', 'cannot be used (EMFILE, says the system): name another folder in'],
])('where the system says %s, it says what to do', (code, sentence) => {
  // Root may write everywhere, and a disk that is full is nothing that a test should bring about.
  const refused = `require('node:fs').mkdtempSync = () => { throw Object.assign(new Error('${code}, says the system'), { code: '${code}' }); };`;
  expect(node(['--eval', `${refused} require('./starter/temporary-folder.cjs')`], folder)).toEqual({
    code: 2,
    output: `The temporary folder ${folder} ${sentence} ${variable}.\n`,
  });
});

it('a folder that can be written to is left as it was', () => {
  const before = readdirSync(folder);
  expect(node(['starter/temporary-folder.cjs'], folder)).toEqual({ code: 0, output: '' });
  expect(readdirSync(folder)).toEqual(before);
});

it('whatever runs TypeScript or tests here looks at the folder first', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const { app } = JSON.parse(readFileSync(path.join(root, 'cdk.json'), 'utf8')) as { readonly app: string };
  const needy = /\btsx\b|\bjest\b|\bstryker\b|\.ts\b/;
  const commands = Object.entries({ ...scripts, app }).flatMap(([name, script]) =>
    script
      .split(' && ')
      .filter((command, at, all) => needy.test(command) && all[at - 1] !== 'node starter/temporary-folder.cjs')
      .map((command) => `${name}: ${command}`),
  );
  // What is bundled is TypeScript that nobody runs.
  const others = commands.filter((command) => !command.includes(' --import ./starter/typescript.mjs '));
  expect(others).toEqual([
    expect.stringMatching(/^build:bin: esbuild /),
    expect.stringMatching(/^build:console: esbuild /),
    expect.stringMatching(/^build:reporting: esbuild /),
    expect.stringMatching(/^build:feedback: esbuild /),
    expect.stringMatching(/^build:feed: esbuild /),
  ]);
  expect(commands.length).toBeGreaterThan(10);
});
