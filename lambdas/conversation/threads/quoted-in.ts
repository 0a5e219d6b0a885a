/**
 * Whether somebody has written a number or an id in a text, all of it: a part of a longer one is another one. People
 * write them with blanks and dashes, and in any case. Pure.
 */
export function isQuotedIn(text: string, quoted: string): boolean {
  const signs = Array.from(plain(quoted).replace(/[\s-]/g, ''));
  if (signs.length === 0) return false;
  const spaced = signs.map((sign) => sign.replace(/[^\p{L}\p{N}_]/u, '\\$&')).join('[\\s-]*');
  return new RegExp(`(?<![a-z0-9][_-]?)${spaced}(?![_-]?[a-z0-9])`).test(plain(text));
}

/** As people read it: wide signs are signs, every dash is one, and what nobody sees is nothing. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Pd}/gu, '-')
    .toLowerCase();
}
