import type { Covered } from '../../model/decision';

/** A span of time, in ms since the epoch. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** Spans that are one: those that a span overlaps or touches, directly or through others. */
interface Joined {
  /** The span together with all that it joins. */
  readonly whole: Span;
  /** What there was of it before, without overlaps. */
  readonly before: readonly Span[];
}

/** The spans of time in which something was made good. */
export function spansOf(covers: readonly Covered[], what: string): Span[] {
  return covers.flatMap(({ what: covered, from, until }) =>
    covered === what && from !== undefined && until !== undefined
      ? [{ from: Date.parse(from), until: Date.parse(until) }]
      : [],
  );
}

/** Spans without overlaps, in their order. What touches is one span. */
export function unionOf(spans: readonly Span[]): Span[] {
  const union: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = union.at(-1);
    if (last === undefined || span.from > last.until) union.push(span);
    else union[union.length - 1] = { from: last.from, until: Math.max(last.until, span.until) };
  }
  return union;
}

/** A span together with the earlier ones that it overlaps or touches. */
export function joinedWith(span: Span, earlier: readonly Span[]): Joined {
  const before = unionOf(earlier).filter(({ from, until }) => from <= span.until && until >= span.from);
  const [whole = span] = unionOf([span, ...before]);
  return { whole, before };
}

export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, until }) => sum + until - from, 0);
}

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
