import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { wordsLocales } from '../../lambdas/words/locales';

const root = path.join(__dirname, '../..');
const files = readdirSync(path.join(root, 'lambdas'), { recursive: true, encoding: 'utf8' })
  .map((file) => path.posix.join('lambdas', file.replaceAll(path.sep, '/')))
  .sort();
const folders = files.filter((file) => file.endsWith('/en.json')).map((file) => path.posix.dirname(file));
const texts = new Map(
  files.filter((file) => file.endsWith('.ts')).map((file) => [file, readFileSync(path.join(root, file), 'utf8')]),
);

it('words lie in many folders', () => {
  expect(folders).toEqual(expect.arrayContaining(['lambdas/words/shared', 'lambdas/reports/words']));
});

it.each(folders)('%s has every language, and whoever reads it takes all of them', (folder) => {
  const missing = wordsLocales.filter(({ tag }) => !isTaken(folder, tag));
  expect(missing.map(({ tag }) => tag)).toEqual([]);
});

function isTaken(folder: string, tag: string): boolean {
  return [...texts].some(([file, text]) => {
    const from = path.posix.relative(path.posix.dirname(file), `${folder}/${tag}.json`);
    return text.includes(`'./${from}'`);
  });
}

it('a day that Russian bends is written without the day of the week, which Intl leaves as it is', () => {
  const bent = files
    .filter((file) => file.endsWith('/ru.json'))
    .flatMap(
      (file) => readFileSync(path.join(root, file), 'utf8').match(/\p{L} \{\w+, date, (?:near|weekday)\}/gu) ?? [],
    );
  expect(bent).toEqual([]);
});
