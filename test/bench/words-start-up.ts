import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build as bundle, type Plugin } from 'esbuild';
import { functionBundling } from '../../lib/function/function-code';

// What words and layout cost at the start of the function that writes to customers: its bundle as it is deployed, and
// the same without any of them, loaded in turn in fresh processes. `npm run bench:words`, or `-- --rounds 30`.

const root = path.join(__dirname, '../..');

/** So much may they cost. */
const mostMs = 15;

/** What stands in the place of what is left out. Nothing of it is called while a bundle is loaded. */
const stubs: readonly (readonly [filter: RegExp, contents: string, loader: 'js' | 'json'])[] = [
  [/[\\/]words[\\/](?:shared[\\/])?[\w-]+\.json$/, '{}', 'json'],
  [/[\\/]lambdas[\\/]email[\\/]layout[\\/]mail-template\.ts$/, 'export const mailTemplate = "";', 'js'],
  [
    /[\\/]lambdas[\\/]words[\\/]message\.ts$/,
    'export const dayStyles = {}; export const parsedMessage = () => []; export const formatted = () => "";',
    'js',
  ],
];

const withoutWords: Plugin = {
  name: 'without words',
  setup: (build) => {
    for (const [filter, contents, loader] of stubs) build.onLoad({ filter }, () => ({ contents, loader }));
  },
};

interface Start {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Prints how long it took since the process began, and how much CPU. */
const timed = `
  const { handler } = require(process.argv[1]);
  const { user, system } = process.cpuUsage();
  if (typeof handler !== 'function') throw new Error('no handler');
  console.log(JSON.stringify({ wallMs: performance.now(), cpuMs: (user + system) / 1000 }));
`;

function start(file: string): Start {
  const environment = { PATH: process.env['PATH'], AWS_REGION: 'eu-west-1', NODE_ENV: 'production' };
  return JSON.parse(
    execFileSync(process.execPath, ['-e', timed, file], { encoding: 'utf8', env: environment }),
  ) as Start;
}

async function bundled(folder: string, name: string, plugins: Plugin[]): Promise<string> {
  const outfile = path.join(folder, `${name}.cjs`);
  const entryPoints = [path.join(root, 'lambdas/functions/apologise.ts')];
  await bundle({ ...functionBundling, entryPoints, outfile, plugins });
  return outfile;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

async function compare(rounds: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'words-'));
  try {
    const whole = await bundled(folder, 'whole', []);
    const bare = await bundled(folder, 'bare', [withoutWords]);
    const more: Start[] = [];
    for (let round = 0; round <= rounds; round++) {
      const [one, other] = [start(whole), start(bare)];
      // The first round brings the files into the system's cache.
      if (round > 0) more.push({ wallMs: one.wallMs - other.wallMs, cpuMs: one.cpuMs - other.cpuMs });
    }
    const [wallMs, cpuMs] = [median(more.map((one) => one.wallMs)), median(more.map((one) => one.cpuMs))];
    const kilobytes = [whole, bare].map((file) => Math.round(statSync(file).size / 1024));
    console.log(`bundle: ${kilobytes[0]} KB, without words and layout ${kilobytes[1]} KB`);
    console.log(`median of ${rounds} pairs: ${wallMs.toFixed(1)} ms more, ${cpuMs.toFixed(1)} ms of CPU more`);
    if (cpuMs > mostMs) {
      console.error(`They cost more than ${mostMs} ms.`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1] ?? '') || 15;
void compare(rounds);
