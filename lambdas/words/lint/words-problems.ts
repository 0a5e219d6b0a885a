import type { Messages, TypeWords } from '../../failures/definition/type-words';
import type { FactKind, FactKinds, SentenceKinds } from '../../failures/definition/sentence';
import { wordsLocales } from '../locales';
import { dayStyles, parsedMessage } from '../message';
import { isDayStyle, usesIn, type FactUse } from './used-facts';

/**
 * What is wrong with the words of a failure type: a sentence without words in a language, words that no message can be
 * made of, facts that it has not or that are left out. Each problem names its language and its key.
 */
export function wordsProblems({ kinds, locales }: Pick<TypeWords, 'kinds' | 'locales'>): string[] {
  return Object.entries(locales).flatMap(([locale, messages]) => {
    const problems = isWordsLocale(locale) ? messagesProblems(kinds, messages) : [unknownLocale(locale)];
    return problems.map((problem) => `${locale}: ${problem}`);
  });
}

/** Whether mails may be in it. */
export function isWordsLocale(locale: string): boolean {
  return wordsLocales.some(({ tag }) => tag === locale);
}

/** Why words in a language that mails are not in are read by nobody. */
export function unknownLocale(locale: string): string {
  const known = wordsLocales.map(({ tag }) => tag).join(', ');
  return `mails are in ${known}, and the words that all types share are missing in ${locale}`;
}

/** The same of one language. */
export function messagesProblems(kinds: SentenceKinds, messages: Messages): string[] {
  const missing = Object.keys(kinds).filter((key) => messages[key] === undefined);
  const strange = (keys: readonly string[]): string =>
    `is no sentence of this failure type; they are ${keys.join(', ')}`;
  return [...missing.map((key) => `${key}: has no words`), ...givenProblems(kinds, messages, strange)];
}

/**
 * The same of messages that need not be all.
 *
 * @param strange what is said of a key that is none of these
 */
export function givenProblems(
  kinds: SentenceKinds,
  messages: Messages,
  strange: (keys: readonly string[], key: string) => string,
): string[] {
  return Object.entries(messages).flatMap(([key, message]) => {
    const facts = Object.hasOwn(kinds, key) ? kinds[key] : undefined;
    const problems = facts ? messageProblems(message, facts) : [strange(Object.keys(kinds), key)];
    return problems.map((problem) => `${key}: ${problem}`);
  });
}

function messageProblems(message: string, facts: FactKinds): string[] {
  let uses: FactUse[];
  try {
    uses = usesIn(parsedMessage(message));
  } catch (error) {
    return [`is no message in ICU MessageFormat: ${error instanceof Error ? error.message : String(error)}`];
  }
  const used = new Set(uses.map(({ name }) => name));
  const unused = Object.keys(facts).filter((name) => !used.has(name) && mustBeUsed(facts[name]));
  return [
    ...uses.flatMap((use) => useProblems(use, facts)),
    ...unused.map((name) => `says nothing of {${name}}`),
    ...(message === message.trim() && message !== '' ? [] : ['is no whole sentence: it begins or ends with a space']),
  ];
}

/** A language may have one sentence for every number and every choice. Anything else that is left out is missed. */
function mustBeUsed(kind: FactKind | undefined): boolean {
  return kind !== 'count' && typeof kind === 'string';
}

function useProblems(use: FactUse, facts: FactKinds): string[] {
  const kind = facts[use.name];
  if (kind === undefined) {
    const names = Object.keys(facts);
    const has = names.length === 0 ? 'it has none' : `it has ${names.map((name) => `{${name}}`).join(', ')}`;
    return [`names {${use.name}}, and there is no such fact: ${has}`];
  }
  if (use.as === 'day' && kind === 'day' && use.style === 'clock') {
    return [`writes {${use.name}} as "clock", and a day has no time: its fact would be a moment`];
  }
  if (use.as === 'day' && (kind === 'day' || kind === 'moment') && !isDayStyle(use.style)) {
    return [`writes {${use.name}} as "${use.style}"; the styles are ${Object.keys(dayStyles).join(', ')}`];
  }
  if (use.as === 'choice' && typeof kind !== 'string') {
    const strange = use.options.filter((option) => option !== 'other' && !kind.includes(option));
    return strange.map((option) => `chooses by "${option}", and {${use.name}} is one of ${kind.join(', ')}`);
  }
  return fits(use.as, kind) ? [] : [`uses {${use.name}} as ${use.as}, and it is ${kindName(kind)}`];
}

function fits(as: FactUse['as'], kind: FactKind): boolean {
  if (kind === 'count') return as === 'itself' || as === 'number' || as === 'plural';
  if (kind === 'day' || kind === 'moment') return as === 'day';
  return typeof kind === 'string' ? as === 'itself' : as === 'choice';
}

function kindName(kind: FactKind): string {
  if (kind === 'day') return 'a day, as in {day, date, near}';
  if (kind === 'moment') return 'a moment, as in {at, date, clock}';
  return typeof kind === 'string' ? `a ${kind}` : 'a choice, as in {name, select, …}';
}
