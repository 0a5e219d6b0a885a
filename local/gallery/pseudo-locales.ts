import type { Writer } from '../../lambdas/words/writer';

/** A language that nobody reads, made of English, in which it is seen what a layout has no room for. */
export interface PseudoLocale {
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  /** Writes what is read in other glyphs, each in the place of one. */
  readonly glyphs: (text: string) => string;
  /** How much longer a sentence is, as a share of it. */
  readonly longer: number;
}

const accented = new Map(
  Array.from('aceinosuyAEIOU', (glyph, at) => [glyph, Array.from('åçéîñöšûýÅÉÎÖÛ')[at] ?? glyph]),
);

const hebrew = new Map(
  Array.from('abcdefghijklmnopqrstuvwxyz', (glyph, at) => [glyph, String.fromCodePoint(0x05d0 + at)]),
);

/** Half as long again as English, which no language of ours is; and one that is read from the right. */
export const pseudoLocales: readonly PseudoLocale[] = [
  { tag: 'en-XA', direction: 'ltr', glyphs: (text) => mapped(text, accented), longer: 0.5 },
  { tag: 'he-XB', direction: 'rtl', glyphs: (text) => mapped(text.toLowerCase(), hebrew), longer: 0 },
];

/** The same writer in a pseudo-locale. */
export function pseudoWriter(english: Writer, { tag, direction, glyphs, longer }: PseudoLocale): Writer {
  const write: Writer['write'] = (sentence) => lengthened(glyphs(english.write(sentence)), longer);
  return {
    locale: tag,
    direction,
    write,
    amountsIn: (sentence) => english.amountsIn(sentence).map(glyphs),
    join: (sentences) => sentences.map(write).join(' '),
  };
}

function mapped(text: string, glyphs: ReadonlyMap<string, string>): string {
  return Array.from(text, (glyph) => glyphs.get(glyph) ?? glyph).join('');
}

/** A whole word more, which cannot be broken, now and then. */
function lengthened(text: string, longer: number): string {
  return longer === 0 ? text : `${text} ${'ŵörðlöñg'.repeat(Math.ceil((text.length * longer) / 16))}`;
}
