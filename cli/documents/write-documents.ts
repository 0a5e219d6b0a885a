import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generatedPages } from './generated-pages';

/** Writes the pages under docs that follow from the code. */
const docs = path.join(__dirname, '../../docs');
for (const [name, text] of generatedPages()) {
  const file = path.join(docs, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(path.relative(process.cwd(), file));
}
