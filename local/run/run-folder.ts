import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** Where one run of the local system keeps its files. */
export interface RunFolder {
  readonly path: string;
  /** Removes it. */
  stop(): Promise<void>;
}

const prefix = 'amends-local-';
const ownerFile = 'owner.json';
const ownerSchema = z.object({ pid: z.int(), host: z.string() });

/**
 * A temporary folder that says whose it is. What runs of this machine left behind that were killed is removed first:
 * they could not do so themselves.
 */
export async function openRunFolder(parent = tmpdir()): Promise<RunFolder> {
  const left = runFolders(parent).filter(({ isRunning }) => !isRunning);
  await Promise.all(left.map(({ path }) => rm(path, { recursive: true, force: true })));
  const path = await mkdtemp(join(parent, prefix));
  const stop = (): Promise<void> => rm(path, { recursive: true, force: true });
  try {
    await writeFile(join(path, ownerFile), JSON.stringify({ pid: process.pid, host: hostname() }));
    return { path, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The temporary folder cannot be read, so nobody knows what runs. */
export class UnreadableFolderError extends Error {
  override readonly name = 'UnreadableFolderError';
  constructor(
    readonly folder: string,
    cause: unknown,
  ) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const variable = process.platform === 'win32' ? 'TEMP' : 'TMPDIR';
    super(
      `The temporary folder cannot be read, and a local system is found there (${why}): name its folder in ${variable}.`,
      { cause },
    );
  }
}

/**
 * The folders of runs on this machine, and whether each is still going on. What cannot be read is somebody else's.
 *
 * @throws {@link UnreadableFolderError} where the folder that they are in cannot be read
 */
export function runFolders(parent = tmpdir()): { readonly path: string; readonly isRunning: boolean }[] {
  return namesIn(parent).flatMap((name) => {
    if (!name.startsWith(prefix)) return [];
    const path = join(parent, name);
    const owner = ownerSchema.safeParse(jsonIn(join(path, ownerFile)));
    // A process of another host, such as a container that shares the folder, cannot be looked for from here.
    return owner.success && owner.data.host === hostname() ? [{ path, isRunning: isRunning(owner.data.pid) }] : [];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new UnreadableFolderError(folder, error);
  }
}

/** What a file holds; nothing where there is none, or no JSON in it. */
export function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
