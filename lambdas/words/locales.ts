/** A language that mails are written in. */
export interface WordsLocale {
  /** BCP 47. With a region, the words are for readers of that region, and of those in `alsoFor`. */
  readonly tag: string;
  /** How the reader is addressed. A translator holds to it, and so does the linter. */
  readonly register: string;
  readonly direction: 'ltr' | 'rtl';
  /** What stands between two sentences. */
  readonly between: string;
  /** Readers who get these words too, though their tags say another region or none. */
  readonly alsoFor: readonly string[];
}

/** What everybody gets who reads none of the others. */
export const english: WordsLocale = {
  tag: 'en',
  register: 'you, in contractions where one would speak so',
  direction: 'ltr',
  between: ' ',
  alsoFor: [],
};

/** The languages whose words all failure types share. */
export const wordsLocales: readonly WordsLocale[] = [
  english,
  { tag: 'de', register: 'Sie', direction: 'ltr', between: ' ', alsoFor: [] },
  { tag: 'fr', register: 'vous', direction: 'ltr', between: ' ', alsoFor: [] },
  { tag: 'es', register: 'usted', direction: 'ltr', between: ' ', alsoFor: [] },
  { tag: 'pt-BR', register: 'você', direction: 'ltr', between: ' ', alsoFor: ['pt'] },
  { tag: 'ja', register: '丁寧語', direction: 'ltr', between: '', alsoFor: [] },
  { tag: 'zh-CN', register: '您', direction: 'ltr', between: '', alsoFor: ['zh-Hans'] },
  { tag: 'ru', register: 'вы', direction: 'ltr', between: ' ', alsoFor: [] },
];
