import { dayMs } from '../../model/durations';
import { dayIn } from '../../model/guards/reference';
import { typesWithAmount, type TypeWithAmount } from '../../model/judging/gesture';
import { costOf, type RemedyPart } from '../../model/remedy';

/** What was given to a customer on one day of the company's. */
export interface DaySum {
  /** How many remedies, by failure type. */
  readonly remedies: Readonly<Record<string, number>>;
  /** What they cost, by currency. */
  readonly amountMinor: Readonly<Record<string, number>>;
  /**
   * The same by type and currency, such as `GoodwillGiven/EUR`, of the few types that are limited by amount.
   *
   * @default - none of them was given that day, or it was before this was kept
   */
  readonly ofType?: Readonly<Record<string, number>> | undefined;
}

/** By day, such as `2026-11-20`. */
export type DaySums = Readonly<Record<string, DaySum>>;

/** One remedy that was given. */
export interface Given {
  readonly type?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
  readonly parts: readonly RemedyPart[];
}

export function withGiven(days: DaySums, given: Given, timeZone: string): DaySums {
  return changedBy(days, given, timeZone, 1);
}

/** The sums as if it had never been given. */
export function withoutGiven(days: DaySums, given: Given, timeZone: string): DaySums {
  return changedBy(days, given, timeZone, -1);
}

/** The sums of this day and so many days before it. */
export function keptDays(days: DaySums, now: Date, count: number, timeZone: string): DaySums {
  const first = dayIn(timeZone, new Date(now.getTime() - count * dayMs));
  return Object.fromEntries(Object.entries(days).filter(([day]) => day >= first));
}

/** What was given from the beginning of a day on. */
export function remediesSince(days: DaySums, first: string, type?: string): number {
  return sumSince(days, first, ({ remedies }) => {
    if (type !== undefined) return remedies[type] ?? 0;
    return Object.values(remedies).reduce((sum, count) => sum + count, 0);
  });
}

/** What it cost, in one currency: of all, or of a type that is limited by amount. */
export function amountSince(days: DaySums, first: string, currency: string, type?: TypeWithAmount): number {
  return sumSince(days, first, ({ amountMinor, ofType = {} }) =>
    type === undefined ? (amountMinor[currency] ?? 0) : (ofType[`${type}/${currency}`] ?? 0),
  );
}

function sumSince(days: DaySums, first: string, of: (day: DaySum) => number): number {
  return Object.entries(days).reduce((sum, [day, given]) => (day >= first ? sum + of(given) : sum), 0);
}

function changedBy(days: DaySums, { type = '-', at, parts }: Given, timeZone: string, sign: 1 | -1): DaySums {
  const day = dayIn(timeZone, new Date(at));
  const before = days[day] ?? { remedies: {}, amountMinor: {} };
  const costs = parts.flatMap((part) => costOf(part) ?? []);
  const sumsOf = (sums: Sums, nameOf: (currency: string) => string): Sums =>
    costs.reduce((all, cost) => plus(all, nameOf(cost.currency), sign * cost.amountMinor), sums);
  const after = {
    ...before,
    remedies: plus(before.remedies, type, sign),
    amountMinor: sumsOf(before.amountMinor, (currency) => currency),
  };
  if (!isWithAmount(type) || costs.length === 0) return { ...days, [day]: after };
  return { ...days, [day]: { ...after, ofType: sumsOf(before.ofType ?? {}, (currency) => `${type}/${currency}`) } };
}

function isWithAmount(type: string): boolean {
  return typesWithAmount.some((one) => one === type);
}

type Sums = Readonly<Record<string, number>>;

function plus(sums: Sums, name: string, by: number): Sums {
  return { ...sums, [name]: Math.max(0, (sums[name] ?? 0) + by) };
}
