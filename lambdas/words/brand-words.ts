import * as z from 'zod/mini';
import type { Messages } from '../failures/definition/type-words';
import type { Sentence } from '../failures/definition/sentence';

/**
 * What a brand says in words of its own, in one language: messages by the keys that all types share, and by a failure
 * type those of its sentences. `{ "invitation": "…", "ParcelLost": { "sorry": "…" } }`.
 */
export type BrandMessages = Readonly<Record<string, string | Messages>>;

/** The same by language. What is missing is said as by everybody else. */
export type BrandWords = Readonly<Record<string, BrandMessages>>;

export const brandMessagesSchema: z.ZodMiniType<BrandMessages> = z.record(
  z.string(),
  z.union([z.string(), z.record(z.string(), z.string())]),
);

export const brandWordsSchema: z.ZodMiniType<BrandWords> = z.record(z.string(), brandMessagesSchema);

/** The file with the words of all brands, beside the code of the function that writes. */
export const brandWordsFile = 'brand-words.json';

/** Words that stand in the place of those with the same keys. */
export type WordsOver = Readonly<Record<Sentence['of'], Messages>>;

/** What a brand lays over the words of a failure type in one language. */
export function wordsOver(words: BrandWords, type: string, locale: string): WordsOver {
  const messages = Object.hasOwn(words, locale) ? (words[locale] ?? {}) : {};
  const ofType = Object.hasOwn(messages, type) ? messages[type] : undefined;
  return { all: sharedIn(messages), type: typeof ofType === 'object' ? ofType : {} };
}

function sharedIn(messages: BrandMessages): Messages {
  return Object.fromEntries(Object.entries(messages).filter((entry): entry is [string, string] => isText(entry[1])));
}

function isText(value: string | Messages): value is string {
  return typeof value === 'string';
}
