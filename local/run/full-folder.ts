import { tmpdir } from 'node:os';

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
  return (
    `The temporary folder ${folder} is full, and the local system needs about 50 MB there. Make room, ` +
    `or name another folder in ${process.platform === 'win32' ? 'TEMP' : 'TMPDIR'}.`
  );
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  const causes: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return [code, error.message, ...[...causes, error.cause].map((cause) => (cause ? textOf(cause) : ''))].join(' ');
}
