import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nextStepOf } from '../../lambdas/fulfilment/port/next-step';
import { declineReasons } from '../../lambdas/fulfilment/port/part-outcome';

const root = join(__dirname, '../..');
const [head = [], , ...rows] = readFileSync(join(root, 'docs/providers.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

function testsIn(folder: string): string {
  const files = readdirSync(join(root, folder), { encoding: 'utf8', recursive: true }).filter((name) =>
    name.endsWith('.ts'),
  );
  return files.map((name) => readFileSync(join(root, folder, name), 'utf8')).join('\n');
}

it('the page on providers proves every row by tests that exist', () => {
  const tests = ['test/fulfilment', 'test/contract-suites', 'test/flow'].map(testsIn).join('');
  expect(head).toEqual(['the provider says, or does', 'state', 'next step', 'mail', 'test']);
  expect(rows.length).toBeGreaterThan(25);
  // The page has further tables, each with a head of its own.
  for (const row of rows.filter((cells) => cells.at(-1) !== 'test' && !/^-+$/.test(cells.at(-1) ?? ''))) {
    const sentences = [...(row.at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, sentence = '']) => sentence);
    expect(sentences).not.toEqual([]);
    for (const sentence of sentences) expect(tests).toContain(`'${sentence}'`);
  }
});

it.each(declineReasons)('the page on providers says what follows %s', (reason) => {
  const row = rows.find(([reported = '']) => reported.startsWith(`declined: ${reason}`));
  const nextStep = row?.[2] ?? '';
  expect(nextStep).toMatch(nextStepOf(reason).step === 'person' ? /^a person/ : /^again after \d h/);
});
