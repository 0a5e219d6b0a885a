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
  return format.format(timeZone === undefined ? clockTimeOf(at) : new Date(at));
}

/** A day as it stands in reasons, in British English: the ledger keeps no locale. */
export function dayInReasons(at: string, { timeZone }: Failure['customer']): string {
  return dayInEnglish(at, 'en-GB', timeZone, 'plain');
}

/** What the clock showed where the instant was written, as if that were UTC. */
function clockTimeOf(at: string): Date {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(at) ?? [];
  const aheadMinutes = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  return new Date(Date.parse(at) + aheadMinutes * 60_000);
}
