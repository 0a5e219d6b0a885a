import type { FC } from 'hono/jsx';
import { keptFormats } from '../../lambdas/model/written/kept-formats';
import type { Reader } from '../visit/visit';

export interface InstantProps {
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly visit: Reader;
}

/** A time. In UTC, and by the script in the reader's own zone. */
export const Instant: FC<InstantProps> = ({ at, visit }) => (
  <time datetime={at} data-zone="own">
    {`${timeText(at, visit.locale)} UTC`}
  </time>
);

/** How long until a time, or since: `in 3 h`, `2 days ago`. */
export const Until: FC<InstantProps> = ({ at, visit }) => {
  const leftMs = Date.parse(at) - visit.now.getTime();
  return (
    <time datetime={at} data-zone="title" title={`${timeText(at, visit.locale)} UTC`} class={urgencyOf(leftMs)}>
      {relativeText(leftMs, visit.locale)}
    </time>
  );
};

/** How long ago something was. Nothing is late because of it. */
export const Ago: FC<InstantProps> = ({ at, visit }) => (
  <time datetime={at} data-zone="title" title={`${timeText(at, visit.locale)} UTC`}>
    {agoText(Date.parse(at) - visit.now.getTime(), visit.locale)}
  </time>
);

function agoText(leftMs: number, locale: string): string {
  return Math.abs(leftMs) < minuteMs ? 'just now' : relativeText(leftMs, locale);
}

function timeText(at: string, locale: string): string {
  return timeFormat(locale).format(new Date(at));
}

const timeFormat = keptFormats(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }),
);
const relativeFormat = keptFormats(
  (locale) => new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'always' }),
);

const minuteMs = 60_000;
const units = [
  ['day', 24 * 60 * minuteMs],
  ['hour', 60 * minuteMs],
  ['minute', minuteMs],
] as const;

function relativeText(leftMs: number, locale: string): string {
  const [unit, lengthMs] = units.find(([, length]) => Math.abs(leftMs) >= length) ?? ['minute', minuteMs];
  return relativeFormat(locale).format(Math.trunc(leftMs / lengthMs), unit);
}

function urgencyOf(leftMs: number): string {
  if (leftMs <= 0) return 'over';
  return leftMs < 4 * 60 * minuteMs ? 'soon' : 'later';
}
