import { instantIn } from '../failures/shared/day-in-english';
import { localeInEnglish, regionalEnglish } from '../failures/shared/locale-in-english';
import { lengthSpans } from '../failures/shared/length-in-words';
import { spansOf, type TimeSpan } from '../failures/in-kind/period';
import { type Money } from '../model/money';
import { formatMoney } from '../model/written/format-money';
import type { FactKind, FactOf } from '../failures/definition/sentence';
import { readsWords } from './choose-locale';
import { harmless } from './harmless-text';
import type { WordsLocale } from './locales';

/** Somebody for whom facts are written. */
export interface Reader {
  /** BCP 47. Missing where nobody knows it. */
  readonly locale: string | undefined;
  /** IANA. Missing where nobody knows it: then a day is a day where the instant was written. */
  readonly timeZone: string | undefined;
}

/** How facts are written for one reader in one language. */
export interface Writing {
  readonly words: WordsLocale;
  /** The locale for numbers, plurals and lists. */
  readonly locale: string;
  /** The locale for days: English for readers of other languages, but in the style of their region. */
  readonly dayLocale: string;
  readonly moneyLocale: string;
  readonly timeZone: string | undefined;
}

export function writingFor({ locale, timeZone }: Reader, words: WordsLocale): Writing {
  if (locale !== undefined && readsWords(locale, words)) {
    return { words, locale, dayLocale: locale, moneyLocale: locale, timeZone };
  }
  return {
    words,
    locale: words.tag,
    dayLocale: regionalEnglish(locale),
    moneyLocale: localeInEnglish(locale),
    timeZone,
  };
}

/** A fact as it stands in a message: text, or a number or an instant that the message itself says how to write. */
export function factValue(kind: FactKind, value: FactOf<FactKind>, writing: Writing): string | number | Date {
  if (typeof value === 'object') return moneyValue(value, writing);
  switch (kind) {
    case 'text':
      return isolated(String(value), writing.words);
    case 'count':
      return Number(value);
    case 'day':
      return instantIn(writing.timeZone, String(value));
    case 'moment':
      return new Date(String(value));
    case 'length':
      return spanValue(lengthSpans(Number(value)), writing);
    case 'period':
      return spanValue(spansOf(String(value)), writing);
    case 'language':
      return languageName(String(value), writing);
    default:
      return String(value);
  }
}

const otherDirection = {
  ltr: /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u,
  rtl: /[\p{L}\p{N}]/u,
} as const;

/**
 * A text from outside in which nothing is a link and nothing forges a header. One that runs the other way is isolated,
 * so that it reorders nothing around it.
 */
function isolated(text: string, { direction }: WordsLocale): string {
  const safe = harmless(text);
  return otherDirection[direction].test(safe) ? `\u2068${safe}\u2069` : safe;
}

function moneyValue(amounts: readonly Money[], { locale, moneyLocale }: Writing): string {
  const written = amounts.map((amount) => formatMoney(amount, moneyLocale));
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(written);
}

/** `German`. Where both write one language, the script tells theirs apart: `Traditional Chinese`. */
function languageName(tag: string, { words, locale }: Writing): string {
  const { language, script } = new Intl.Locale(tag).maximize();
  const isSame = language === new Intl.Locale(words.tag).language;
  const named = isSame && script !== undefined ? `${language}-${script}` : language;
  return new Intl.DisplayNames(locale, { type: 'language' }).of(named) ?? tag;
}

/** `9 hours and 15 minutes`. Where no blanks stand between words, none stands in a length: `9時間15分`. */
function spanValue(spans: readonly TimeSpan[], { locale, words: { between } }: Writing): string {
  const written = spans.map(({ unit, count }) => {
    const text = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
    return between === '' ? text.replace(/\s/gu, '') : text;
  });
  return between === '' ? written.join('') : new Intl.ListFormat(locale, { type: 'conjunction' }).format(written);
}
