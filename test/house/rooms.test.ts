import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '../..');
const roomRoots = ['starter', 'bin', 'stages', 'lib', 'lambdas', 'publisher', 'local', 'cli', 'console', 'customer'];

/** Folders whose list is the point: one file per published table, one folder per failure type. */
const longLists = ['lambdas/schedules'];
const mostFiles = 12;

const sources = execFileSync('git', ['ls-files', ...roomRoots], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(tsx?|cjs|mjs)$/.test(file));

const filesOf = new Map<string, string[]>();
for (const file of sources) {
  const folder = path.posix.dirname(file);
  filesOf.set(folder, [...(filesOf.get(folder) ?? []), file]);
}

/** The rooms that CONTRIBUTING names: the first column of its table, one row per folder. */
function roomsInContributing(): string[] {
  const page = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');
  return [...page.matchAll(/^\| +`([a-z][^`]*)\/` +\|/gm)].map(([, room = '']) => room);
}

/** A failure type's folder is a room of one kind, and so is named once for all of them. */
function roomFor(folder: string): string {
  const types = /^lambdas\/failures\/(?!shared$|sentences$|in-kind$|gestures$|definition$)[^/]+$/;
  return types.test(folder) ? 'lambdas/failures/<type>' : folder;
}

it('names every room of the code in CONTRIBUTING, and no room that is not there', () => {
  const rooms = [...new Set([...filesOf.keys()].map(roomFor))].toSorted();
  expect(roomsInContributing().toSorted()).toEqual(rooms);
});

it('keeps every room small enough to be seen at once', () => {
  const crowded = [...filesOf]
    .filter(([folder, files]) => files.length > mostFiles && !longLists.includes(folder))
    .map(([folder, files]) => `${folder}: ${files.length}`);
  expect(crowded).toEqual([]);
});
