/** A piece of a line, and whether it stays on one line of the screen. */
export interface Kept {
  readonly text: string;
  readonly isKept: boolean;
}

/** A number that is quoted, with hyphens at which a browser would break it. Long ones may break: a phone is narrow. */
const quoted = /(?<![\w-])(?=[\w-]{3,16}(?![\w-]))\w+(?:-\w+)+/gu;

/**
 * A line in pieces, of which a day and its month are one: whoever reads `23` at the end of a line looks for the month.
 *
 * @param locale the language of the line. BCP 47
 */
export function keptTogetherIn(text: string, locale: string): Kept[] {
  return piecesOf(text, daysIn(locale));
}

/** The same of what is to be quoted: no number in it is torn apart either. */
export function quotedIn(text: string, locale: string): Kept[] {
  return keptTogetherIn(text, locale).flatMap((piece) => (piece.isKept ? [piece] : piecesOf(piece.text, quoted)));
}

function piecesOf(text: string, kept: RegExp): Kept[] {
  const pieces: Kept[] = [];
  let end = 0;
  for (const match of text.matchAll(kept)) {
    pieces.push({ text: text.slice(end, match.index), isKept: false }, { text: match[0], isKept: true });
    end = match.index + match[0].length;
  }
  pieces.push({ text: text.slice(end), isKept: false });
  return pieces.filter((piece) => piece.text !== '');
}

/** By language, of which as many are kept as mails are written in. */
const known = new Map<string, RegExp>();

function daysIn(locale: string): RegExp {
  const { language } = new Intl.Locale(locale);
  const before = known.get(language);
  if (before) return before;
  const days = language === 'ja' || language === 'zh' ? daysInCharacters : daysWith(monthsIn(language));
  if (known.size >= mostLanguages) known.clear();
  known.set(language, days);
  return days;
}

/** Whoever approves a mail may write in any language, so what is known of them is bounded. */
const mostLanguages = 50;

/** `12月23日(水)` and `12月23日星期三`. */
const daysInCharacters = /\d{1,2}月\d{1,2}日(?:\([月火水木金土日]\)|星期[一二三四五六日])?/gu;

/** `23 December`, `23. Dezember`, `1er mai`, `23 de diciembre` and `December 23`. */
function daysWith(months: readonly string[]): RegExp {
  const month = `(?:${months.join('|')})(?!\\p{L})`;
  const day = String.raw`(?<!\d)\d{1,2}(?:\.|er|º)?(?: de)?`;
  return new RegExp(String.raw`${day} ${month}|(?<!\p{L})${month} \d{1,2}(?!\d)`, 'gu');
}

/** Months as they stand beside a day, which is another case than alone: `23 декабря`. */
function monthsIn(language: string): readonly string[] {
  const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => {
    const parts = format.formatToParts(Date.UTC(2026, month, 1));
    const name = parts.find(({ type }) => type === 'month')?.value ?? '';
    return name.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  });
}
