/** A piece of a paragraph, and whether it is set in a Latin font in a mail whose own fonts are Chinese or Japanese. */
export interface Run {
  readonly text: string;
  readonly isLatin: boolean;
}

const asian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const latin = /\p{Script=Latin}/u;

/** Quotation marks and apostrophes that those fonts draw as wide as a character of theirs. */
const wideQuotes = /[‘’“”]/u;

/** From a Latin letter or a digit to the last one before something that is neither: quotes around it are not of it. */
const latinRuns =
  /([\p{Script=Latin}\p{N}](?:[\p{Script=Latin}\p{M}\p{N}\p{Zs}’.,!?&:;-]*[\p{Script=Latin}\p{M}\p{N}])?)/u;

/**
 * A paragraph in runs. In Chinese and Japanese fonts an apostrophe takes the room of a character, and tears a word of
 * another language apart: a paragraph that is in none of their scripts, and a title with an apostrophe, get a font of
 * their own. The quotation marks of the sentence around it stay as they are.
 */
export function latinRunsIn(text: string, locale: string): Run[] {
  const { language } = new Intl.Locale(locale);
  if ((language !== 'ja' && language !== 'zh') || !wideQuotes.test(text)) return [{ text, isLatin: false }];
  if (!asian.test(text)) return [{ text, isLatin: latin.test(text) }];
  return text
    .split(latinRuns)
    .map((run) => ({ text: run, isLatin: latin.test(run) && wideQuotes.test(run) }))
    .filter((run) => run.text !== '');
}
