import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generatedPages } from '../../../cli/documents/generated-pages';

const docs = path.join(__dirname, '../../../docs');

it.each([...generatedPages()])('docs/%s says what the code says; npm run documents writes it', (name, text) => {
  expect(readFileSync(path.join(docs, name), 'utf8')).toBe(text);
});
