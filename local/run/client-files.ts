import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { jsonIn, runFolders } from './run-folder';

/** A local system that runs on this machine, as its clients see it. */
export interface RunningSystem {
  /** The first of its ports. */
  readonly port: number;
  /** The variables with which clients and the operators' command reach it. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Files that put a running system into the environment of a shell. */
export interface ClientFiles {
  /** To `source` in bash, zsh and other POSIX shells. */
  readonly shell: string;
  /** The same for PowerShell. */
  readonly powerShell: string;
}

const record = 'environment.json';
const recordSchema = z.object({ port: z.int(), environment: z.record(z.string(), z.string()) });

/** Writes down in the folder of a run how clients reach it. */
export async function writeClientFiles(folder: string, system: RunningSystem): Promise<ClientFiles> {
  const shell = join(folder, 'environment.sh');
  const powerShell = join(folder, 'environment.ps1');
  await writeFile(
    shell,
    linesFor(system, (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`),
  );
  // To PowerShell each of five characters is a single quote, and twice the same one stands for itself.
  await writeFile(
    powerShell,
    linesFor(system, (name, value) => `$env:${name} = '${value.replace(/['‘’‚‛]/g, '$&$&')}'`),
  );
  await writeFile(join(folder, record), JSON.stringify(system));
  return { shell, powerShell };
}

function linesFor({ environment }: RunningSystem, write: (name: string, value: string) => string): string {
  return Object.entries(environment)
    .map(([name, value]) => `${write(name, value)}\n`)
    .join('');
}

/** The local systems that run on this machine, in the order of their ports. */
export function runningSystems(parent?: string): RunningSystem[] {
  return runFolders(parent)
    .flatMap(({ path, isRunning }) => {
      const read = recordSchema.safeParse(jsonIn(join(path, record)));
      return isRunning && read.success ? [read.data] : [];
    })
    .sort((a, b) => a.port - b.port);
}
