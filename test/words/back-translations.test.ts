import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { wordsLocales } from '../../lambdas/words/locales';

const root = path.join(__dirname, '../..');

/** The folders of words, as the pages name them. */
const folders = [
  'lambdas/words/shared',
  ...readdirSync(path.join(root, 'lambdas/failures'))
    .map((type) => `lambdas/failures/${type}/words`)
    .filter((folder) => existsSync(path.join(root, folder, 'en.json'))),
];

const tags = wordsLocales.map(({ tag }) => tag).filter((tag) => tag !== 'en');

interface Row {
  readonly key: string;
  readonly words: string;
  readonly inEnglish: string;
}

function rowsOf(tag: string, folder: string): Row[] {
  const page = readFileSync(path.join(root, `docs/back-translations/${tag}.md`), 'utf8');
  const section = page.split('\n## ').find((each) => each.startsWith(`\`${folder}/${tag}.json\``)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) => {
    const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
    const [, key = '', words = '', inEnglish = ''] = cells;
    return { key: key.replaceAll('`', ''), words, inEnglish };
  });
}

describe.each(tags)('what is put back into English of %s', (tag) => {
  it.each(folders)('is every message of %s, as a customer reads it', (folder) => {
    const messages = JSON.parse(readFileSync(path.join(root, folder, `${tag}.json`), 'utf8')) as Record<string, string>;
    const rows = rowsOf(tag, folder);
    expect(Object.fromEntries(rows.map(({ key, words }) => [key, words]))).toEqual(messages);
    expect(rows.filter(({ inEnglish }) => inEnglish === '').map(({ key }) => key)).toEqual([]);
  });
});
