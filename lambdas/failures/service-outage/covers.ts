import type { Covered } from '../../model/decision';
import { hourMs } from '../../model/durations';
import { spansOf, unionOf, type Span } from './spans';
import type { OutageFailure } from './contract';

/** What an outage can be made good as: time without the service, by our own rule or by a table, or one event. */
type OutageClaim = 'service' | 'table' | 'late-start' | 'appointment';

function claimName(claim: OutageClaim, { outage: { serviceId } }: OutageFailure): string {
  return `${claim}/${serviceId}`;
}

export function spanOf({ outage: { startedAt, endedAt } }: OutageFailure): Span {
  return { from: Date.parse(startedAt), until: Date.parse(endedAt) };
}

/** What a remedy for the outage covers. */
export function covering(failure: OutageFailure, claims: readonly OutageClaim[]): Covered[] {
  const { from, until } = spanOf(failure);
  const [start, end] = [new Date(from).toISOString(), new Date(until).toISOString()];
  return claims.map((claim) => ({ what: claimName(claim, failure), from: start, until: end }));
}

/** The spans of time in which that was made good before, for whichever order it was. */
export function spansBefore(covered: readonly Covered[], claim: OutageClaim, failure: OutageFailure): Span[] {
  return spansOf(covered, claimName(claim, failure));
}

/**
 * Whether one late start or one missed appointment was made good before: another detector saw it at another moment, so
 * it began within an hour of it, or overlaps it.
 */
export function wasSameEvent(failure: OutageFailure, before: readonly Span[]): boolean {
  const { from, until } = spanOf(failure);
  return before.some((other) => Math.abs(other.from - from) < hourMs || (other.from < until && from < other.until));
}

/** Whether nothing of the span is left that was not made good before. */
export function isWithin({ from, until }: Span, before: readonly Span[]): boolean {
  return unionOf(before).some((span) => span.from <= from && span.until >= until);
}
