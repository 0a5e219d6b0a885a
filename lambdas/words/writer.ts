import type { Messages, TypeWords } from '../failures/definition/type-words';
import { sharedKinds } from '../failures/sentences/shared-sentences';
import type { Apology, ApologyOutcome } from '../model/apology';
import type { MailContent, OutcomeContent, Sentence, SentenceKinds } from '../failures/definition/sentence';
import { chooseLocale } from './choose-locale';
import { factValue, writingFor, type Reader, type Writing } from './fact-values';
import { asLine, fittingSubject } from './fitting-subject';
import { wordsLocales } from './locales';
import { formatted } from './message';
import { sharedWords } from './shared-words';
import type { WordsOver } from './brand-words';

/** A key has no words, or a sentence has a fact too few. The linter finds both before they are deployed. */
export class MissingWordsError extends Error {
  override readonly name = 'MissingWordsError';
  constructor(
    readonly key: string,
    readonly locale: string,
  ) {
    super(`there are no words for "${key}" in ${locale}`);
  }
}

/** Writes sentences for one reader, all in one language. */
export interface Writer {
  /** BCP 47. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** One sentence. */
  readonly write: (sentence: Sentence) => string;
  /** The amounts in a sentence, as they stand there. */
  readonly amountsIn: (sentence: Sentence) => readonly string[];
  /** Sentences as one paragraph. */
  readonly join: (sentences: readonly Sentence[]) => string;
}

/**
 * Who writes for this reader: in the reader's language where the failure type has words in it, and in English
 * otherwise, so that no mail is in two languages.
 *
 * @param over what a brand says in words of its own in a language
 */
export function writerFor(reader: Reader, words: TypeWords, over: (locale: string) => WordsOver = asEverybody): Writer {
  const offered = wordsLocales.filter(({ tag }) => words.locales[tag] !== undefined);
  const chosen = chooseLocale(reader.locale, offered);
  const writing = writingFor(reader, chosen);
  const own = over(chosen.tag);
  const sources: Record<Sentence['of'], Source> = {
    type: { kinds: words.kinds, messages: { ...words.locales[chosen.tag], ...own.type } },
    all: { kinds: sharedKinds, messages: { ...sharedWords[chosen.tag], ...own.all } },
  };
  const write = (sentence: Sentence): string => written(sentence, sources[sentence.of], writing);
  return {
    locale: chosen.tag,
    direction: chosen.direction,
    write,
    amountsIn: (sentence) => amountsIn(sentence, sources[sentence.of], writing),
    join: (sentences) => joined(sentences.map(write), chosen.between),
  };
}

/** Also where no blanks stand between sentences, one stands behind a sentence of another language. */
function joined(sentences: readonly string[], between: string): string {
  return sentences.reduce((text, next) => {
    const gap = /[.!?]$/.test(text) ? ' ' : between;
    return text === '' ? next : `${text}${gap}${next}`;
  }, '');
}

function asEverybody(): WordsOver {
  return { type: {}, all: {} };
}

/** A mail in the words of its writer. What a reader would read twice stands once. */
export function inWords({ subject, preview, outcome, paragraphs }: MailContent, writer: Writer): Apology {
  const read = new Set<string>(outcome?.arrival.map(writer.write));
  const once = (sentence: Sentence): boolean => {
    const text = writer.write(sentence);
    const isNew = !read.has(text);
    read.add(text);
    return isNew;
  };
  return {
    subject: fittingSubject(subject, writer.join),
    preview: writer.join(preview),
    outcome: outcome && outcomeInWords(outcome, writer),
    paragraphs: paragraphs.map((sentences) => writer.join(sentences.filter(once))).filter((text) => text !== ''),
  };
}

/** Nothing stands out where there is no headline. */
function outcomeInWords({ headline, arrival }: OutcomeContent, writer: Writer): ApologyOutcome | undefined {
  if (headline.length === 0) return undefined;
  return {
    headline: asLine(writer.join(headline)),
    amounts: headline.flatMap(writer.amountsIn),
    arrival: writer.join(arrival),
  };
}

interface Source {
  readonly kinds: SentenceKinds;
  readonly messages: Messages;
}

function written({ key, facts }: Sentence, { kinds, messages }: Source, writing: Writing): string {
  const message = messages[key];
  if (message === undefined) throw new MissingWordsError(key, writing.words.tag);
  const values = Object.entries(kinds[key] ?? {}).map(([name, kind]) => {
    const value = facts[name];
    if (value === undefined) throw new MissingWordsError(`${key}.${name}`, writing.words.tag);
    return [name, factValue(kind, value, writing)] as const;
  });
  return formatted(message, Object.fromEntries(values), writing);
}

function amountsIn({ key, facts }: Sentence, { kinds }: Source, writing: Writing): string[] {
  return Object.entries(kinds[key] ?? {}).flatMap(([name, kind]) => {
    const value = facts[name];
    return kind === 'money' && value !== undefined ? [String(factValue(kind, value, writing))] : [];
  });
}
