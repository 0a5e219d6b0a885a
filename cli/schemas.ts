import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { catalog } from '../lambdas/failures/catalog';
import { jsonSchemaOf } from './json-schema';

/** Writes the JSON Schema of every failure type to docs/schemas. */
const folder = path.join(__dirname, '../docs/schemas');
mkdirSync(folder, { recursive: true });
for (const definition of catalog) {
  const file = path.join(folder, `${definition.type}.v1.json`);
  writeFileSync(file, `${JSON.stringify(jsonSchemaOf(definition), null, 2)}\n`);
  console.log(path.relative(process.cwd(), file));
}
