import { createHash } from 'node:crypto';
import { textOfHtml } from './text-of-html';

/**
 * So many letters and digits of the begin of a line tell it. Mail programs break lines anew, put marks before them and
 * change spaces, but leave what a paragraph begins with.
 */
const beginLength = 14;

/** A shorter line could be anybody's, and is ours only right above one that is. */
const fewest = 9;

/** Of a mail this many lines are known. */
const mostLines = 60;

/** How the lines of one of our mails are known again, as text and as its HTML is read: hashes, and no words. */
export function ownLines({ text, html }: { readonly text: string; readonly html: string }): string[] {
  const names = `${text}\n${textOfHtml(html)}`.split('\n').flatMap((line) => nameOfLine(line) ?? []);
  return [...new Set(names)].slice(0, mostLines);
}

/** Says of a name that its line is short. */
const short = '~';

/** Which line it is, or undefined where nothing is in it. */
export function nameOfLine(line: string): string | undefined {
  const letters = unmarked(line)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  const begin = Array.from(letters).slice(0, beginLength).join('');
  if (begin === '') return undefined;
  const mark = weightOf(begin) < fewest ? short : '';
  return mark + createHash('sha256').update(begin, 'utf8').digest('base64url').slice(0, 8);
}

/** Whether a line of that name is nobody's but ours. */
export function isTelling(name: string | undefined): boolean {
  return name !== undefined && !name.startsWith(short);
}

/** A sign of Chinese, Japanese or Korean says as much as three letters. */
function weightOf(text: string): number {
  let weight = 0;
  for (const sign of text)
    weight += /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(sign) ? 3 : 1;
  return weight;
}

/** A line without the marks of a quotation. */
export function unmarked(line: string): string {
  return line.replace(/^(?:\s|[>|│┃])+/u, '');
}

export function isMarked(line: string): boolean {
  return /^\s{0,3}[>│┃]/u.test(line);
}
