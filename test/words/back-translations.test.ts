import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sharedWords } from '../../lambdas/words/shared-words';

const page = readFileSync(path.join(__dirname, '../../docs/back-translations.md'), 'utf8');

/** Each sentence of the page: its key, its language, and the words that are put back into English. */
const quoted = page
  .split('\n## ')
  .slice(1)
  .flatMap((section) => {
    const key = /^`(\w+)`/.exec(section)?.[1] ?? '';
    const rows = section.split('\n').filter((line) => /^\| [a-z]{2}/.test(line) && !line.startsWith('| language'));
    return rows.map((row) => {
      const [, tag = '', words = ''] = row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
      return { key, tag, words };
    });
  });

it.each(quoted)('what is put back into English of $key in $tag is what a customer reads', ({ key, tag, words }) => {
  const messages: Readonly<Record<string, string>> = sharedWords[tag] ?? {};
  expect(words).toBe(messages[key]);
});

it('has each sentence in all languages but English', () => {
  const tags = Object.keys(sharedWords).filter((tag) => tag !== 'en');
  const keys = [...new Set(quoted.map(({ key }) => key))];
  expect(quoted.map(({ key, tag }) => `${key} ${tag}`)).toEqual(
    keys.flatMap((key) => tags.map((tag) => `${key} ${tag}`)),
  );
});
