import { isCurrency } from '../../../lambdas/model/money';
import { formatMoney } from '../../../lambdas/model/written/format-money';
import { titleOf } from '../../elements/titles';

/** A row of an answer by its columns. */
export type Row = Readonly<Record<string, string | null>>;

export function rowsOf(columns: readonly string[], rows: readonly (readonly (string | null)[])[]): Row[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));
}

/** The columns that a person reads: what is told with each amount needs no column of its own. */
export function shownColumns(columns: readonly string[]): readonly string[] {
  const hasMoney = columns.some((column) => column.endsWith('_minor'));
  return columns.filter((column) => column !== 'currency_exponent' && !(hasMoney && column === 'currency'));
}

/** What a column is called: `p95_seconds` is `P95`, for each cell says its unit. */
export function columnTitle(column: string): string {
  return titleOf(column.replace(/_(minor|seconds|minutes|percent|millionths)$/, '').replaceAll('_', '-'));
}

/** Whether a column holds numbers, which stand below each other by their last digit. */
export function isNumeric(column: string, rows: readonly Row[]): boolean {
  return (
    rows.some((row) => row[column] !== null) &&
    rows.every((row) => numberIn(row, column) !== undefined || row[column] === null)
  );
}

/** The number in a cell. Undefined where there is none. */
export function numberIn(row: Row, column: string): number | undefined {
  const text = row[column];
  if (text === null || text === undefined || !/^-?\d+(\.\d+)?$/.test(text)) return undefined;
  return Number(text);
}

/** What a cell says, by the reader's locale: an amount with its currency, a time with its unit. */
export function cellText(row: Row, column: string, locale: string): string {
  const text = row[column];
  if (text === null || text === undefined) return '';
  const number = numberIn(row, column);
  if (number === undefined) return column.endsWith('_type') || column === 'state' ? titleOf(text) : text;
  return numberText(number, column, row['currency'] ?? undefined, locale);
}

/** The same of a number that stands in no cell. */
export function numberText(number: number, column: string, currency: string | undefined, locale: string): string {
  const plain = (value: number, options: Intl.NumberFormatOptions = {}): string =>
    new Intl.NumberFormat(locale, options).format(value);
  if (column.endsWith('_minor')) {
    const isKnown = currency !== undefined && isCurrency(currency) && Number.isSafeInteger(number);
    return isKnown ? formatMoney({ amountMinor: number, currency }, locale) : `${plain(number)} minor units`;
  }
  if (column.endsWith('_seconds')) return spanText(number, locale);
  if (column.endsWith('_minutes')) return spanText(number * 60, locale);
  if (column.endsWith('_percent')) return plain(number / 100, { style: 'percent' });
  if (column.endsWith('usd_millionths')) {
    return plain(number / 1e6, { style: 'currency', currency: 'USD', maximumFractionDigits: 4 });
  }
  return plain(number);
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** In the largest unit of which there is at least one and a half. */
function spanText(seconds: number, locale: string): string {
  const [unit, length] = units.find(([, ofUnit]) => seconds >= 1.5 * ofUnit) ?? ['second', 1];
  const format = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, format).format(seconds / length);
}
