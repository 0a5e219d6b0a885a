import { lookAlikes } from './look-alikes';

/**
 * What is left of an id without what people overlook in it: the case of letters, and which of several letters that look
 * alike it is. Two ids with one folded form may be one customer's, and are two ids all the same: the form is there to
 * make a person look, and joins nothing.
 *
 * Case and look-alikes meet in some letters. The capital I looks like a small l, so i, l and 1 are one; O, o and 0 are.
 */
export function foldedForm(id: string): string {
  const plain = isAscii.test(id) ? id.toLowerCase() : foldedBeyondAscii(id);
  return plain.replace(/[0i1|m]/g, (character) => likeness[character] ?? character);
}

const isAscii = /^[\x20-\x7e]*$/;

const likeness: Readonly<Record<string, string>> = { '0': 'o', i: 'l', '1': 'l', '|': 'l', m: 'rn' };

function foldedBeyondAscii(id: string): string {
  // As it is written first: a capital may look like another letter than its small one does.
  const latin = inLatin(id.normalize('NFKC'));
  // By way of capitals ß, its capital and ss become one.
  const small = latin.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ');
  return inLatin(small.normalize('NFKC'));
}

function inLatin(text: string): string {
  latinOf ??= new Map(Object.entries(lookAlikes).flatMap(([latin, codes]) => entriesOf(latin, codes)));
  const known = latinOf;
  return Array.from(text, (character) => known.get(character) ?? character).join('');
}

/** Made when the first id needs it, for most never do. */
let latinOf: ReadonlyMap<string, string> | undefined;

function entriesOf(latin: string, codes: string): [string, string][] {
  return codes.split(' ').map((code) => [String.fromCodePoint(parseInt(code, 16)), latin]);
}
