import type { Failure } from '../definition/failure';
import { regionalEnglish } from './locale-in-english';

/**
 * A day inside an English sentence, in the style of the reader's region. `near`: `Wednesday 23 December`, for the days
 * to come.
 * `far`: `23 December 2027`. `plain`: `23 December`.
 *
 * @param at ISO 8601
 * @param locale the reader's. @default English that is read the same everywhere
 * @param timeZone the reader's. @default the zone in which the instant is written: whoever wrote it knew the place
 */
export function dayInEnglish(
  at: string,
  locale: string | undefined,
  timeZone: string | undefined,
  style: 'near' | 'far' | 'plain' = 'near',
): string {
  const format = new Intl.DateTimeFormat(regionalEnglish(locale), {
    ...(style === 'near' && { weekday: 'long' }),
    ...(style === 'far' && { year: 'numeric' }),
    day: 'numeric',
    month: 'long',
    timeZone: timeZone ?? 'UTC',
  });
  return format.format(instantIn(timeZone, at));
}

/** A day as it stands in reasons, in British English: the ledger keeps no locale. */
export function dayInReasons(at: string, { timeZone }: Failure['customer']): string {
  return dayInEnglish(at, 'en-GB', timeZone, 'plain');
}

/** The calendar day of an instant, as `2026-12-23`: what a reader takes for one day. */
export function calendarDay(at: string, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timeZone ?? 'UTC' }).format(instantIn(timeZone, at));
}

/** The instant to be formatted in that zone, or in UTC where none is known: then as the clock showed it. */
export function instantIn(timeZone: string | undefined, at: string): Date {
  return timeZone === undefined ? clockTimeOf(at) : new Date(at);
}

/** What the clock showed where the instant was written, as if that were UTC. */
function clockTimeOf(at: string): Date {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(at) ?? [];
  const aheadMinutes = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  return new Date(Date.parse(at) + aheadMinutes * 60_000);
}
