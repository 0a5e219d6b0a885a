import { hourMs, minuteMs } from '../../model/durations';
import type { HealthOptions } from './options';
import type { Change, Outage, ServiceState } from './service-state';

/** A time in which at least one source has said that the service was down. */
interface Span {
  readonly from: number;
  /** Missing while it is down. */
  readonly until?: number | undefined;
  readonly by: readonly string[];
}

/** What a service's state comes to. */
export interface ServiceJudgement {
  /** Outages that are over, or have lasted long enough, and were not judged before. */
  readonly outages: readonly Outage[];
  /** When to judge again, if no signal comes before. ISO 8601. */
  readonly lookAgainAt?: string | undefined;
  /** An outage that was published while it was open, and went on. A person has to publish the rest. */
  readonly wentOn?: string | undefined;
}

/** How long after an outage began it is judged at all: what is heard much later is a restored backup of somebody's. */
const latestMs = 30 * 24 * hourMs;

/** Which outages of a service are to be published now. */
export function judgeService(
  service: string,
  { changes, outages }: ServiceState,
  now: Date,
  options: HealthOptions,
): ServiceJudgement {
  const found: Outage[] = [];
  const lookTimes: number[] = [];
  let wentOn: string | undefined;
  for (const span of spansIn(changes, options)) {
    if (now.getTime() - span.from > latestMs) continue;
    const before = outages.find((outage) => touches(span, outage, options));
    if (before) {
      if (before.isCut && goesOn(span, before, now, options)) wentOn = before.outageId;
      continue;
    }
    const judged = judgeSpan(service, span, now.getTime(), options);
    if (typeof judged === 'number') lookTimes.push(judged);
    else if (judged) found.push(judged);
  }
  const next = lookTimes.toSorted((one, other) => one - other)[0];
  return {
    outages: found,
    ...(next !== undefined && { lookAgainAt: new Date(next).toISOString() }),
    ...(wentOn !== undefined && { wentOn }),
  };
}

/** The outage, or when it can be judged. Undefined where it was too short for anybody to notice. */
function judgeSpan(
  service: string,
  { from, until, by }: Span,
  now: number,
  options: HealthOptions,
): Outage | number | undefined {
  const cutAt = from + options.openHours * hourMs;
  const overAt = until === undefined ? Infinity : until + options.togetherMinutes * minuteMs;
  const isCut = (until ?? Infinity) > cutAt;
  const judgedAt = isCut ? cutAt : overAt;
  if (judgedAt > now) return judgedAt;
  const endsAt = Math.min(until ?? Infinity, cutAt);
  if (endsAt - from < options.leastMinutes * minuteMs) return undefined;
  return {
    outageId: outageIdOf(service, from),
    startedAt: new Date(from).toISOString(),
    endedAt: new Date(endsAt).toISOString(),
    evidence: by.toSorted().slice(0, mostEvidence),
    ...(isCut && { isCut: true }),
  };
}

/** As many ids are enough to look it up. */
const mostEvidence = 20;

/** `outage-checkout-20261120T100000Z`. */
function outageIdOf(service: string, from: number): string {
  return `outage-${service}-${new Date(from).toISOString().replace(/[-:]|\.\d{3}/gu, '')}`;
}

/**
 * Whatever touches an outage that is judged belongs to it, also where another source ends it later: two sources of one
 * outage are one failure.
 */
function touches(span: Span, { startedAt, endedAt }: Outage, { togetherMinutes }: HealthOptions): boolean {
  const gap = togetherMinutes * minuteMs;
  return span.from <= Date.parse(endedAt) + gap && (span.until ?? Infinity) >= Date.parse(startedAt) - gap;
}

/** An incident that nobody closes would be paid for day by day: what follows a cut is left to a person. */
function goesOn({ until }: Span, { endedAt }: Outage, now: Date, { togetherMinutes }: HealthOptions): boolean {
  return (until ?? now.getTime()) > Date.parse(endedAt) + togetherMinutes * minuteMs;
}

/** Spans of all sources that touch are one. */
function spansIn(changes: readonly Change[], options: HealthOptions): readonly Span[] {
  const names = [...new Set(changes.map(({ by }) => by))];
  const spans = names
    .flatMap((name) => spansOf(name, changes, options))
    .toSorted((one, other) => one.from - other.from);
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (!last || span.from > (last.until ?? Infinity) + options.togetherMinutes * minuteMs) joined.push(span);
    else joined[joined.length - 1] = both(last, span);
  }
  return joined;
}

function both(one: Span, other: Span): Span {
  const isOpen = one.until === undefined || other.until === undefined;
  const until = isOpen ? undefined : Math.max(one.until ?? 0, other.until ?? 0);
  return { from: one.from, until, by: [...new Set([...one.by, ...other.by])] };
}

function spansOf(by: string, changes: readonly Change[], { degraded }: HealthOptions): Span[] {
  const spans: Span[] = [];
  let from: number | undefined;
  for (const { at, is } of changes.filter((change) => change.by === by)) {
    const isDown = is === 'down' || (is === 'degraded' && degraded === 'down');
    if (isDown) from ??= Date.parse(at);
    else if (from !== undefined) {
      spans.push({ from, until: Date.parse(at), by: [by] });
      from = undefined;
    }
  }
  return from === undefined ? spans : [...spans, { from, by: [by] }];
}
