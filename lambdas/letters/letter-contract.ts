import * as z from 'zod/mini';
import { isOneAddress } from '../failures/definition/mail-address';
import { hasVisibleText } from '../model/business-id';

/** The longest letter that is taken. */
export const longestLetter = 5_000;

/** What somebody writes who has bought nothing, or does not say what. */
export const letterSchema = z.strictObject({
  email: z.string().check(z.trim(), z.maxLength(254), z.refine(isOneAddress, { error: 'is no mail address' })),
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(longestLetter), z.refine(hasVisibleText)),
  /** BCP 47: the language of the page. */
  locale: z.optional(z.string().check(z.maxLength(50))),
});

export type WrittenLetter = z.infer<typeof letterSchema>;

/** What came of it. */
export const letterAnswerSchema = z.object({ is: z.enum(['taken', 'too-many']) });

export type LetterAnswer = z.infer<typeof letterAnswerSchema>;

/** Whoever takes letters, as the pages see it. */
export interface LetterIntake {
  take(written: WrittenLetter): Promise<LetterAnswer>;
}
