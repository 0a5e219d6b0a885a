import { parse, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat, type Formats, type Formatters } from 'intl-messageformat';
import type { Writing } from './fact-values';

/** How a message may have a day written: `{promised, date, near}`. */
export const dayStyles = {
  /** `Wednesday 23 December`, for days to come. */
  near: { weekday: 'long', day: 'numeric', month: 'long' },
  /** `23 December 2027`. */
  far: { day: 'numeric', month: 'long', year: 'numeric' },
  /** `23 December`. */
  plain: { day: 'numeric', month: 'long' },
  /** `Wednesday`. */
  weekday: { weekday: 'long' },
  /** `15:30`, of a moment only. Where nobody knows the reader's time zone it is named: `15:30 UTC`. */
  clock: { hour: 'numeric', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Messages that were parsed before. There are as many as words have been written. */
const parsed = new Map<string, MessageFormatElement[]>();

/**
 * The elements of a message in ICU MessageFormat.
 *
 * @throws SyntaxError where it is none
 */
export function parsedMessage(message: string): MessageFormatElement[] {
  const known = parsed.get(message);
  if (known) return known;
  const elements = parse(message, { ignoreTag: true, requiresOtherClause: true });
  parsed.set(message, elements);
  return elements;
}

const formats: Partial<Formats> = { date: dayStyles };

/** A message with its facts. */
export function formatted(
  message: string,
  values: Readonly<Record<string, string | number | Date>>,
  writing: Writing,
): string {
  const format = new IntlMessageFormat(parsedMessage(message), writing.locale, formats, {
    formatters: formattersFor(writing),
  });
  return String(format.format(values));
}

/** Where the first of a month has a form of its own, which Intl does not know. */
const firstOfMonth: Readonly<Record<string, string>> = { fr: '1er', pt: '1º' };

/** What stands behind a time of day, which Intl does not write either: `20:40 Uhr`. */
const behindClock: Readonly<Record<string, string>> = { de: '\u00A0Uhr' };

/** Dates as people write them in their language. */
class Dates extends Intl.DateTimeFormat {
  override format(date?: Date | number): string {
    const { locale, numberingSystem } = this.resolvedOptions();
    const { language } = new Intl.Locale(locale);
    const first = numberingSystem === 'latn' ? firstOfMonth[language] : undefined;
    const written = this.formatToParts(date).map(({ type, value }) => {
      if (type === 'minute') return `${value}${behindClock[language] ?? ''}`;
      return type === 'day' && value === '1' ? (first ?? value) : value;
    });
    return written.join('');
  }
}

/** Japanese writes the day of the week behind a date in brackets, as one character: `12月23日(水)`. */
function styleIn(locale: string, options: Intl.DateTimeFormatOptions = {}): Intl.DateTimeFormatOptions {
  const isBehindDate = options.weekday !== undefined && options.day !== undefined;
  return isBehindDate && new Intl.Locale(locale).language === 'ja' ? { ...options, weekday: 'short' } : options;
}

function formattersFor({ locale, dayLocale, timeZone }: Writing): Formatters {
  const zoneOf = (options: Intl.DateTimeFormatOptions = {}): Intl.DateTimeFormatOptions =>
    timeZone === undefined && options.hour
      ? { timeZone: 'UTC', timeZoneName: 'short' }
      : { timeZone: timeZone ?? 'UTC' };
  return {
    getNumberFormat: (_, options) => new Intl.NumberFormat(locale, options),
    getDateTimeFormat: (_, options) => new Dates(dayLocale, { ...styleIn(dayLocale, options), ...zoneOf(options) }),
    getPluralRules: (_, options) => new Intl.PluralRules(locale, options),
  };
}
