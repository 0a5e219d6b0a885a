import * as z from 'zod/mini';

/** What nobody can see: control, format (zero-width, bidi) and other ignorable characters, and halves of characters. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

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

/** Letters and signs by Unicode that nobody sees: fillers of Hangul, and the empty cell of braille. */
const unseen = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Whether a person who looks at a text sees anything: a letter, a digit, a sign. */
export function hasVisibleText(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(unseen, ''));
}
