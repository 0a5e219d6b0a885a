import { feedbackTerms, termWords, type FeedbackTerm } from './term-words';

/** Of a longer text no more is read. */
const longestRead = 4_000;

/**
 * Which of them a text speaks of, in the language that it is in.
 *
 * @param locale the tag of one of the languages that we write
 */
export function termsIn(text: string, locale: string): FeedbackTerm[] {
  const words: Readonly<Record<FeedbackTerm, readonly string[]>> =
    locale in termWords ? termWords[locale as keyof typeof termWords] : termWords.en;
  const read = ` ${text
    .slice(0, longestRead)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’‘]/gu, "'")
    .replaceAll(/[\s.,;:!?()"“”„«»]+/gu, ' ')} `;
  return feedbackTerms.filter((term) =>
    words[term].some((begin) => read.includes(isSpaced(begin) ? ` ${begin}` : begin)),
  );
}

/** In Chinese and Japanese nothing stands before a word, and `n't` stands within one. */
function isSpaced(begin: string): boolean {
  return !begin.startsWith("n't") && !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(begin);
}
