import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { invariants } from './auditor/invariants';

it('the auditor checks every invariant that CONTRIBUTING lists, and no other', () => {
  const contributing = readFileSync(join(__dirname, '../../CONTRIBUTING.md'), 'utf8');
  const section = /## What never changes\n(.*?)\n## /s.exec(contributing)?.[1] ?? '';
  const listed = [...section.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
  expect(listed.length).toBeGreaterThan(10);
  // One invariant may be checked from several sides.
  const checked = new Set(invariants.map(({ number }) => number));
  expect([...checked].sort((a, b) => a - b)).toEqual(listed);
});

it('the auditor judges alone: of lambdas it imports types only', () => {
  const folder = join(__dirname, 'auditor');
  const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const imports = sources.flatMap((source) => source.match(/^import [^;]*lambdas\/[^;]*;/gm) ?? []);
  expect(imports.filter((line) => !line.startsWith('import type'))).toEqual([]);
});
