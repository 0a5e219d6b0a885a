import type { InForceView } from '../../../lambdas/operator-api/response-schemas';

type Option = InForceView['limits']['values'][number];

/** One option as a row: those within others have a row of their own. */
export interface OptionRow {
  /** `repeats.withinDays` */
  readonly name: string;
  readonly value: unknown;
  readonly usual: unknown;
  /** Whether it is otherwise than where nobody sets it. */
  readonly isOther: boolean;
  readonly why?: string | undefined;
}

/** Each option, and each within it, but for amounts by currency, which are one. */
export function optionRows(options: readonly Option[]): OptionRow[] {
  return options.flatMap(({ name, value, usual, why }) => rowsOf(name, value, usual, why));
}

function rowsOf(name: string, value: unknown, usual: unknown, why: string | undefined): OptionRow[] {
  if (!isGroup(value)) return [{ name, value, usual, isOther: !isSame(value, usual), why }];
  const usually = isRecord(usual) ? usual : {};
  return Object.entries(value).flatMap(([inner, own]) => rowsOf(`${name}.${inner}`, own, usually[inner] ?? null, why));
}

/** By currency: `{ EUR: 200, GBP: 200 }`. */
export function isByCurrency(value: unknown): value is Readonly<Record<string, number>> {
  if (!isRecord(value)) return false;
  const entries = Object.entries(value);
  return entries.every(([currency, amount]) => /^[A-Z]{3}$/.test(currency) && typeof amount === 'number');
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && !Array.isArray(value) && !isByCurrency(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isSame(one: unknown, other: unknown): boolean {
  return textOf(one) === textOf(other);
}

/** For a file: as JSON has it, in one order. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const sorted = isByCurrency(value) ? Object.fromEntries(Object.entries(value).sort(byName)) : value;
  return JSON.stringify(sorted);
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
