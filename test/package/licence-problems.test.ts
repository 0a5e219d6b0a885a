import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { billSchema, licenceProblems, reachesProduction } from './licence-problems';

const bill = (licenses?: unknown[]) =>
  billSchema.parse({
    bomFormat: 'CycloneDX',
    components: [{ 'bom-ref': 'left-pad@1.0.0', name: 'left-pad', version: '1.0.0', licenses }],
  }).components;

it.each([
  ['one that binds whoever uses it', [{ license: { id: 'GPL-3.0-only' } }], 'GPL-3.0-only'],
  ['one of one’s own', [{ license: { name: 'SEE LICENSE IN license.txt' } }], 'SEE LICENSE IN license.txt'],
  ['a choice that nobody has made', [{ expression: '(MIT OR GPL-2.0)' }], '(MIT OR GPL-2.0)'],
  ['none', undefined, 'names no licence'],
])('a package with %s is named', (_, licenses, why) => {
  expect(licenceProblems(bill(licenses))).toEqual([`left-pad 1.0.0: ${why}`]);
});

it('a package with a licence that asks for nothing but its name is fine', () => {
  expect(licenceProblems(bill([{ license: { id: 'MIT' } }]))).toEqual([]);
});

it('a pipeline installs what the lockfile pins, and sees that nobody forgot to write it', () => {
  const pipeline = readFileSync(join(__dirname, '../../.ci/run'), 'utf8');
  expect(pipeline).toMatch(/^npm ci\b/m);
  expect(pipeline).toMatch(/^npm install --package-lock-only\b.*\ncmp /m);
  expect(pipeline).toMatch(/^npm run --silent sbom\b/m);
});

it('the bill holds what we depend on and what we let others bring, and nothing that only tests need', () => {
  const properties = [{ name: 'cdx:npm:package:development', value: 'true' }];
  const component = { 'bom-ref': 'x', name: 'x', version: '1.0.0' };
  expect(reachesProduction(component, new Set())).toBe(true);
  expect(reachesProduction({ ...component, properties }, new Set(['x']))).toBe(true);
  expect(reachesProduction({ ...component, properties }, new Set(['y']))).toBe(false);
});
