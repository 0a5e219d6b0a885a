import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The share of a CPU that a function has with 512 MB: it has a whole one with 1,769. */
export const lambdaShare = 512 / 1_769;

/** Short, so that a first event of a tenth of a second meets the quota several times. */
const periodMicroseconds = 20_000;

/** A control group whose processes get a share of one CPU together. */
export interface CpuQuota {
  /** A process that writes its id into it gets no more than the share from then on. */
  readonly processesFile: string;
  remove(): void;
}

/** @returns undefined where this machine lets nobody, or not us, make control groups */
export function cpuQuota(share: number): CpuQuota | undefined {
  const quota = Math.round(share * periodMicroseconds);
  return firstThatWorks([
    () => makeGroup('/sys/fs/cgroup/cpu', { 'cpu.cfs_period_us': periodMicroseconds, 'cpu.cfs_quota_us': quota }),
    () => makeGroup(ownGroup(), { 'cpu.max': `${quota} ${periodMicroseconds}` }),
  ]);
}

function makeGroup(parent: string, settings: Readonly<Record<string, string | number>>): CpuQuota {
  const folder = join(parent, `amends-bench-${process.pid}`);
  const names = Object.keys(settings);
  mkdirSync(folder);
  try {
    if (!names.every((name) => existsSync(join(folder, name)))) throw new Error(`${parent} limits no CPU`);
    for (const [name, value] of Object.entries(settings)) writeFileSync(join(folder, name), String(value));
  } catch (error) {
    rmdirSync(folder);
    throw error;
  }
  return { processesFile: join(folder, 'cgroup.procs'), remove: () => rmdirSync(folder) };
}

/** Where this process is in the one hierarchy of version 2. */
function ownGroup(): string {
  const path = /^0::(?<path>.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.groups?.['path'] ?? '/';
  return join('/sys/fs/cgroup', path);
}

function firstThatWorks<Made>(ways: readonly (() => Made)[]): Made | undefined {
  for (const way of ways) {
    try {
      return way();
    } catch {
      // The next way, if there is one.
    }
  }
  return undefined;
}
