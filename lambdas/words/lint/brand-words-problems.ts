import { nearestName } from '../../failures/definition/nearest-name';
import type { SentenceKinds } from '../../failures/definition/sentence';
import type { Messages } from '../../failures/definition/type-words';
import { sharedKinds } from '../../failures/sentences/shared-sentences';
import type { BrandMessages, BrandWords } from '../brand-words';
import { wordsLocales } from '../locales';
import { ruleProblems } from './rule-problems';
import { givenProblems } from './words-problems';

/** The sentences of failure types, by their names. */
export type KindsByType = Readonly<Record<string, SentenceKinds>>;

/**
 * What is wrong with the words of a brand: keys that nobody has, words that no message can be made of, facts that a
 * sentence has not, and what an apology may not say. Each problem names its language and its key.
 */
export function brandWordsProblems(words: BrandWords, types: KindsByType): string[] {
  const known = wordsLocales.map(({ tag }) => tag);
  return Object.entries(words).flatMap(([locale, messages]) => {
    const problems = known.includes(locale)
      ? languageProblems(locale, messages, types)
      : [`mails are in ${known.join(', ')}`];
    return problems.map((problem) => `${locale}: ${problem}`);
  });
}

function languageProblems(locale: string, messages: BrandMessages, types: KindsByType): string[] {
  return Object.entries(messages).flatMap(([key, words]) => {
    if (typeof words === 'string') return problemsIn(locale, { [key]: words }, sharedKinds, strangeShared);
    const kinds = Object.hasOwn(types, key) ? types[key] : undefined;
    if (!kinds) return [`${key}: ${strange('failure type', key, Object.keys(types))}`];
    return problemsIn(locale, words, kinds, (keys, wrong) => strange('sentence of it', wrong, keys)).map(
      (problem) => `${key}.${problem}`,
    );
  });
}

function problemsIn(
  locale: string,
  messages: Messages,
  kinds: SentenceKinds,
  strangeKey: (keys: readonly string[], key: string) => string,
): string[] {
  const problems = givenProblems(kinds, messages, strangeKey);
  return problems.length > 0 ? problems : ruleProblems(locale, messages);
}

/** There are too many of them for a line. */
function strangeShared(keys: readonly string[], key: string): string {
  const near = nearestName(key, keys);
  const meant = near === undefined ? '' : `; "${near}" is`;
  return `is no sentence that all failure types share${meant}. What one type says stands below its name`;
}

function strange(what: string, wrong: string, known: readonly string[]): string {
  const near = nearestName(wrong, known);
  return `is no ${what}; ${near === undefined ? `they are ${known.join(', ')}` : `"${near}" is`}`;
}
