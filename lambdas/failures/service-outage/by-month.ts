import type { Span } from './spans';

/** An outage that goes on over the end of a calendar month (UTC) counts in each month for what it took of that one. */
export function byMonth(spans: readonly Span[]): readonly (readonly Span[])[] {
  const pieces = spans.flatMap(monthsOf);
  return [...new Set(pieces.map(monthOf))].map((month) => pieces.filter((span) => monthOf(span) === month));
}

/** A span as pieces that lie in one calendar month (UTC) each. */
export function monthsOf(span: Span): readonly Span[] {
  const next = nextMonth(monthOf(span));
  if (span.until <= next) return [span];
  return [{ from: span.from, until: next }, ...monthsOf({ from: next, until: span.until })];
}

/** When the calendar month (UTC) began in which a span begins, in ms since the epoch. */
export function monthOf({ from }: Span): number {
  const start = new Date(from);
  return Date.UTC(start.getUTCFullYear(), start.getUTCMonth());
}

/** When the next one begins. */
export function nextMonth(month: number): number {
  const start = new Date(month);
  return Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1);
}
