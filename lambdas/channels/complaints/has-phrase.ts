/** Letters that nobody sees. Whoever writes with them means the same. */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;

/** Scripts that put no blank between terms. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Whether a text has a phrase: in any case and width, with any blanks, and not as a part of another term. Scripts
 * without blanks have no such ends, so there it may stand anywhere.
 */
export function hasPhrase(text: string, phrase: string): boolean {
  const [within, wanted] = [folded(text), folded(phrase)];
  if (wanted === '') return false;
  const [first, last] = [firstOf(wanted), lastOf(wanted)];
  for (let at = within.indexOf(wanted); at !== -1; at = within.indexOf(wanted, at + 1)) {
    const before = lastOf(within.slice(Math.max(0, at - 2), at));
    const after = firstOf(within.slice(at + wanted.length, at + wanted.length + 2));
    if (isEnd(before, first) && isEnd(after, last)) return true;
  }
  return false;
}

/** The first character, whole. */
function firstOf(text: string): string {
  return /^./su.exec(text)?.[0] ?? '';
}

function lastOf(text: string): string {
  return /.$/su.exec(text)?.[0] ?? '';
}

function folded(text: string): string {
  return text.normalize('NFKC').replace(unseen, '').toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim();
}

/** Whether a term may end between the two. */
function isEnd(outside: string, inside: string): boolean {
  return !/[\p{L}\p{N}\p{M}]/u.test(outside) || unspaced.test(outside) || unspaced.test(inside);
}
