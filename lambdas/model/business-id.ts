import * as z from 'zod/mini';

/**
 * What nobody can see: control, format (zero-width, bidi) and other ignorable characters, halves of characters, the
 * empty cell of braille, the place of an object that is not there, and blanks among the hieroglyphs.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{13441}\u{13442}]/u;

/** The longest id of the company's own systems. */
const longestId = 200;

/**
 * An id as it enters from outside. Every door uses it, so that one thing has one id: the same letters composed
 * otherwise (NFD) are the same id, and two ids that look the same because one holds what nobody can see cannot exist.
 * The case of letters is kept.
 */
export function idSchema(maxLength = longestId) {
  return z.string().check(
    z.refine((text) => !hidden.test(text), {
      error: 'must not hold control, zero-width or bidi characters',
      abort: true,
    }),
    z.trim(),
    z.normalize('NFC'),
    z.minLength(1),
    z.maxLength(maxLength),
  );
}

/** Whether a text holds a character that nobody can see. */
export function hasHiddenCharacters(text: string): boolean {
  return hidden.test(text);
}

/** Letters by Unicode that nobody sees: fillers of Hangul, and blanks among the hieroglyphs. */
const unseen = /[\p{Default_Ignorable_Code_Point}\u{13441}\u{13442}]/gu;

/**
 * Whether a text has a letter or a digit of some script that people see. A sign alone is none: which of them show
 * anything depends on the font, and what belongs to no script yet, or to nobody's, may show nothing.
 */
export function hasVisibleText(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text.replace(unseen, ''));
}
