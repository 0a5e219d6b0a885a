import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { contractDocuments, documentFolders, documentText } from './contracts/contract-documents';
import { eventContracts } from './contracts/event-contracts';

/**
 * Writes the documents that are generated from the contracts of all events to docs: JSON Schemas, schemas for the
 * EventBridge Schema Registry, examples, and the AsyncAPI document.
 */
const docs = path.join(__dirname, '../docs');
for (const folder of documentFolders) rmSync(path.join(docs, folder), { recursive: true, force: true });
for (const [name, document] of contractDocuments(eventContracts)) {
  const file = path.join(docs, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, documentText(document));
  console.log(path.relative(process.cwd(), file));
}
