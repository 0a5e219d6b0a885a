import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { OnProgress } from '../../cli/progress-line';
import { bundleOurs, bundlePeer } from './bundles';
import { spreadOf, type Spread } from './spread';

const root = join(__dirname, '../..');
const peerEntry = join(__dirname, 'peer-stack.ts');

export interface StartUp {
  /** The file below `lambdas/` that is deployed, or the peer. */
  readonly name: string;
  readonly bundleKilobytes: number;
  /** From the start of the process to its end with the handler there, without what an empty script takes. */
  readonly startMs: Spread;
  /** Divided by the peer stack's time in the same round. */
  readonly startToPeer: Spread;
  /** The same in CPU time, which other work on the machine disturbs less. */
  readonly cpuMs: Spread;
  readonly cpuToPeer: Spread;
}

/**
 * Loads every deployed function's code in fresh processes, and the peer stack and an empty script beside it, and gives
 * none of them anything to do. In each round all of them are started once; what is compared was measured in the same
 * round.
 */
export function measureStartUp(rounds: number, onProgress?: OnProgress): StartUp[] {
  const folder = mkdtempSync(join(tmpdir(), 'start-up-'));
  try {
    const empty = join(folder, 'empty.cjs');
    writeFileSync(empty, '');
    const bundles = new Map(
      [...functionEntries(), peerEntry].map((entry, index) => {
        const asset = join(folder, String(index));
        const file = entry === peerEntry ? bundlePeer(asset) : join(dirname(bundleOurs(entry, asset)), 'function.cjs');
        return [relative(root, entry), file] as const;
      }),
    );
    const timed = new Map([...bundles.keys()].map((name) => [name, [] as Start[]]));
    for (let round = 0; round <= rounds; round++) {
      onProgress?.(round, rounds + 1);
      const bare = start(empty);
      for (const [name, outfile] of bundles) {
        const { startMs, cpuMs } = start(outfile);
        // The first round brings the files into the system's cache.
        if (round > 0) timed.get(name)?.push({ startMs: startMs - bare.startMs, cpuMs: cpuMs - bare.cpuMs });
      }
    }
    const peer = timed.get(relative(root, peerEntry)) ?? [];
    const toPeer = (starts: readonly Start[], quantity: keyof Start): Spread =>
      spreadOf(starts.map((one, round) => one[quantity] / (peer[round]?.[quantity] ?? NaN)));
    return [...timed].map(([name, starts]) => ({
      name,
      bundleKilobytes: Math.round(statSync(bundles.get(name) ?? '').size / 1024),
      startMs: spreadOf(starts.map(({ startMs }) => startMs)),
      startToPeer: toPeer(starts, 'startMs'),
      cpuMs: spreadOf(starts.map(({ cpuMs }) => cpuMs)),
      cpuToPeer: toPeer(starts, 'cpuMs'),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same files that lib/ deploys: every one that exports a handler. */
function functionEntries(): string[] {
  return readdirSync(join(root, 'lambdas'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /^functions\/[^/]+\.ts$|^failures\/[^/]+\/handler\.ts$/.test(file))
    .sort()
    .map((file) => join(root, 'lambdas', file));
}

interface Start {
  readonly startMs: number;
  readonly cpuMs: number;
}

const loadAndPrintCpu =
  'require(process.argv[1]); const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)';

function start(file: string): Start {
  const startedAt = performance.now();
  const cpuMs = execFileSync(process.execPath, ['-e', loadAndPrintCpu, file], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { AWS_REGION: 'eu-west-1', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  return { startMs: performance.now() - startedAt, cpuMs: Number(cpuMs.toString('utf8').trim().split('\n').at(-1)) };
}
