/** Characters that count as one: Latin and its neighbours, and the signs of typography. All others count as two. */
const single: readonly (readonly [first: number, last: number])[] = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
];

/** Whatever its length, X makes a short address of it. */
const addressLength = 23;

/** It ends before a full stop, a bracket, and whatever is no letter of an address, as words of Chinese are. */
const address = /https?:\/\/[!-~\u00C0-\u024F\u0400-\u04FF]*[\w/=#&+\-\u00C0-\u024F\u0400-\u04FF]/gu;
const emoji = /\p{Emoji_Presentation}|\uFE0F|\u20E3/u;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * How long X takes a post to be: 280 is the most. https://docs.x.com/fundamentals/counting-characters, with the ranges
 * of version 3 of https://github.com/twitter/twitter-text. Pure.
 */
export function weightedLength(text: string): number {
  const normal = text.normalize('NFC');
  const addresses = normal.match(address) ?? [];
  const others = Array.from(characters.segment(normal.replace(address, '')), ({ segment }) => weightOf(segment));
  return addresses.length * addressLength + others.reduce((sum, weight) => sum + weight, 0);
}

/** An emoji is one, however many parts it is made of. */
function weightOf(segment: string): number {
  if (emoji.test(segment)) return 2;
  return Array.from(segment).reduce((sum, character) => sum + (isSingle(character.codePointAt(0) ?? 0) ? 1 : 2), 0);
}

function isSingle(point: number): boolean {
  return single.some(([first, last]) => point >= first && point <= last);
}
