import de from './terms/de.json';
import en from './terms/en.json';
import es from './terms/es.json';
import fr from './terms/fr.json';
import ja from './terms/ja.json';
import ptBR from './terms/pt-BR.json';
import ru from './terms/ru.json';
import zhCN from './terms/zh-CN.json';

/**
 * What customers speak of when they answer. The list is closed, so that figures hold no word that somebody wrote, and
 * no name.
 */
export const feedbackTerms = [
  'money',
  'not-there',
  'late',
  'too-little',
  'again',
  'broken',
  'wrong',
  'nobody-answers',
  'unkind',
  'delivery',
  'leaving',
  'thankful',
] as const;

export type FeedbackTerm = (typeof feedbackTerms)[number];

type Begins = Readonly<Record<FeedbackTerm, readonly string[]>>;

/** What words of each language begin with, or are, that speak of a term. */
export const termWords = { en, de, fr, es, 'pt-BR': ptBR, ja, 'zh-CN': zhCN, ru } as const satisfies Readonly<
  Record<string, Begins>
>;

/** Of a longer text no more is read. */
const longestRead = 4_000;

/**
 * Which of them a text speaks of, in the language that it is in.
 *
 * @param locale the tag of one of the languages that we write
 */
export function termsIn(text: string, locale: string): FeedbackTerm[] {
  const words: Begins = locale in termWords ? termWords[locale as keyof typeof termWords] : termWords.en;
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
