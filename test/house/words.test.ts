import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import retiredIds from './retired-ids.json';

const root = path.join(__dirname, '../..');
const retired = new Set(retiredIds);

/** Every TypeScript file that is checked in. */
function sourceFiles(): string[] {
  return execFileSync('git', ['ls-files', '*.ts', '*.tsx'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
}

/** The identifiers of a file, without its comments and strings. */
function identifiersIn(file: string): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

it('names nothing by a word that was replaced by the field’s own', () => {
  const uses = sourceFiles().flatMap((file) =>
    [...identifiersIn(file)].filter((id) => retired.has(id)).map((id) => `${file}: ${id}`),
  );
  expect(uses).toEqual([]);
});

it('names no file by such a word', () => {
  const names = new Set(retiredIds.map((id) => id.replace(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase()));
  const files = sourceFiles().filter((file) => names.has(path.basename(file).replace(/(\.test)?\.ts$/, '')));
  expect(files).toEqual([]);
});

it('offers no option of the command line and no output of a stack under such a word', () => {
  const texts = sourceFiles().filter((file) => /^(cli|console|lib)\//.test(file));
  const faults = texts.flatMap((file) => {
    const found = /--words?\b|\b(Parked|Undelivered)[A-Z]?\w*/.exec(readFileSync(path.join(root, file), 'utf8'));
    return found ? [`${file}: ${found[0]}`] : [];
  });
  expect(faults).toEqual([]);
});
