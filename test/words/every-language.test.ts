import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { wordsLocales } from '../../lambdas/words/locales';

const root = path.join(__dirname, '../..');
const files = readdirSync(path.join(root, 'lambdas'), { recursive: true, encoding: 'utf8' })
  .map((file) => path.posix.join('lambdas', file.replaceAll(path.sep, '/')))
  .sort();
const folders = files.filter((file) => file.endsWith('/en.json')).map((file) => path.posix.dirname(file));
const readers = files.filter((file) => /[/-]words\.ts$/.test(file));

it('words lie in many folders', () => {
  expect(folders).toEqual(expect.arrayContaining(['lambdas/words/shared', 'lambdas/reports/words']));
});

it.each(folders)('%s has every language, and whoever reads it takes all of them', (folder) => {
  const reader = readers.find((file) => takes(file, folder, 'en'));
  const missing = wordsLocales.filter(({ tag }) => reader === undefined || !takes(reader, folder, tag));
  expect(missing.map(({ tag }) => tag)).toEqual([]);
});

function takes(file: string, folder: string, tag: string): boolean {
  const from = path.posix.relative(path.dirname(file), `${folder}/${tag}.json`);
  return readFileSync(path.join(root, file), 'utf8').includes(`'./${from}'`);
}
