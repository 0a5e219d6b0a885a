import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { catalog } from '../../lambdas/failures/catalog';
import { parseFailure } from '../../lambdas/failures/parse-failure';
import { failureFolder } from '../../lambdas/failures/failure-definition';
import { jsonSchemaOf } from '../../cli/json-schema';

const root = path.join(__dirname, '../..');

it('no two failure types share a name', () => {
  const types = catalog.map(({ type }) => type);
  expect(new Set(types).size).toBe(types.length);
});

describe.each(catalog.map((definition) => [definition.type, definition] as const))('%s', (type, definition) => {
  it('has a handler in the folder of its name', () => {
    expect(existsSync(path.join(root, 'lambdas/failures', failureFolder(type), 'handler.ts'))).toBe(true);
  });

  it('has a sample that keeps its contract and is about nobody', () => {
    expect(parseFailure(definition, definition.sample)).toEqual(definition.sample);
    expect(definition.sample.customer.email).toMatch(/@example\.com$/);
  });

  it('has its JSON Schema in docs/schemas as the contract stands now (npm run schemas)', () => {
    const written: unknown = JSON.parse(readFileSync(path.join(root, `docs/schemas/${type}.v1.json`), 'utf8'));
    expect(written).toEqual(jsonSchemaOf(definition));
  });
});
