import { statfsSync, type StatsFs } from 'node:fs';
import { tmpdir } from 'node:os';

/** Twice what the demo takes, with the cache of tsx. */
const neededMb = 30;

const whatToDo =
  `the local system needs about ${String(neededMb)} MB there: make room, ` +
  `or name another folder in ${process.platform === 'win32' ? 'TEMP' : 'TMPDIR'}.`;

/** How operating systems say that a disk is full, or what a user may have on it. */
const fullCodes = ['ENOSPC', 'EDQUOT'];

/**
 * The first line to say where something failed because the temporary folder is full: whatever fails then, from the
 * synthesis to the start of a service, says so late and in its own words, if at all.
 *
 * @returns undefined where it failed for another reason
 */
export function fullFolderLine(error: unknown, folder = tmpdir()): string | undefined {
  const text = textOf(error);
  if (!fullCodes.some((code) => text.includes(code))) return undefined;
  return `The temporary folder ${folder} is full, and ${whatToDo}`;
}

/** There is not enough room for the local system. */
export class NoRoomError extends Error {
  override readonly name = 'NoRoomError';
  constructor(
    readonly folder: string,
    readonly freeMb: number,
  ) {
    super(`The temporary folder ${folder} has room for ${String(freeMb)} MB, and ${whatToDo}`);
  }
}

/**
 * Before anything starts, so that this is the first line.
 *
 * @throws NoRoomError where the folder cannot take what the local system writes
 */
export function needRoom(folder = tmpdir(), disk: Pick<StatsFs, 'bavail' | 'bsize'> = statfsSync(folder)): void {
  const freeMb = Math.floor((disk.bavail * disk.bsize) / 1_000_000);
  if (freeMb < neededMb) throw new NoRoomError(folder, freeMb);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  const causes: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return [code, error.message, ...[...causes, error.cause].map((cause) => (cause ? textOf(cause) : ''))].join(' ');
}
