import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { catalog } from '../lambdas/failures/catalog';
import { jsonSchemaOf, jsonSchemaOfOutcomes } from './json-schema';

/** Writes the JSON Schemas of all events, those that are taken and those that are published, to docs/schemas. */
const folder = path.join(__dirname, '../docs/schemas');
mkdirSync(folder, { recursive: true });
for (const definition of catalog) write(definition.type, jsonSchemaOf(definition));
write('RemedyOutcome', jsonSchemaOfOutcomes());

function write(name: string, schema: object): void {
  const file = path.join(folder, `${name}.v1.json`);
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  console.log(path.relative(process.cwd(), file));
}
