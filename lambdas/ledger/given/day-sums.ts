import { costOf, type RemedyPart } from '../../model/remedy';

/** What was given to a customer on one day, in UTC. */
export interface DaySum {
  /** How many remedies, by failure type. */
  readonly remedies: Readonly<Record<string, number>>;
  /** What they cost, by currency. */
  readonly amountMinor: Readonly<Record<string, number>>;
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

export function withGiven(days: DaySums, given: Given): DaySums {
  return changedBy(days, given, 1);
}

/** The sums as if it had never been given. */
export function withoutGiven(days: DaySums, given: Given): DaySums {
  return changedBy(days, given, -1);
}

/** The sums of this day and so many days before it. */
export function keptDays(days: DaySums, now: Date, count: number): DaySums {
  const first = dayOf(new Date(now.getTime() - count * 24 * 60 * 60 * 1000).toISOString());
  return Object.fromEntries(Object.entries(days).filter(([day]) => day >= first));
}

export function remediesSince(days: DaySums, since: Date, type?: string): number {
  return sumSince(days, since, ({ remedies }) => {
    if (type !== undefined) return remedies[type] ?? 0;
    return Object.values(remedies).reduce((sum, count) => sum + count, 0);
  });
}

export function amountSince(days: DaySums, since: Date, currency: string): number {
  return sumSince(days, since, ({ amountMinor }) => amountMinor[currency] ?? 0);
}

function sumSince(days: DaySums, since: Date, of: (day: DaySum) => number): number {
  const first = dayOf(since.toISOString());
  return Object.entries(days).reduce((sum, [day, given]) => (day >= first ? sum + of(given) : sum), 0);
}

function changedBy(days: DaySums, { type = '-', at, parts }: Given, sign: 1 | -1): DaySums {
  const day = dayOf(at);
  const before = days[day] ?? { remedies: {}, amountMinor: {} };
  const amountMinor = parts
    .flatMap((part) => costOf(part) ?? [])
    .reduce((sums, cost) => plus(sums, cost.currency, sign * cost.amountMinor), before.amountMinor);
  return { ...days, [day]: { remedies: plus(before.remedies, type, sign), amountMinor } };
}

function plus(sums: Readonly<Record<string, number>>, name: string, by: number): Readonly<Record<string, number>> {
  return { ...sums, [name]: Math.max(0, (sums[name] ?? 0) + by) };
}

function dayOf(at: string): string {
  return at.slice(0, 10);
}
