import type { Failure } from '../definition/failure';

/**
 * A day inside an English sentence, in the style of the reader's region. `near`: `Wednesday 23 December`, for the days
 * to come.
 * `far`: `23 December 2027`. `plain`: `23 December`.
 *
 * @param at ISO 8601
 */
export function dayInEnglish(
  at: string,
  locale: string,
  timeZone = 'UTC',
  style: 'near' | 'far' | 'plain' = 'near',
): string {
  const { region } = new Intl.Locale(locale).maximize();
  const format = new Intl.DateTimeFormat(region === undefined ? 'en' : `en-${region}`, {
    ...(style === 'near' && { weekday: 'long' }),
    ...(style === 'far' && { year: 'numeric' }),
    day: 'numeric',
    month: 'long',
    timeZone,
  });
  return format.format(new Date(at));
}

/** A day as it stands in reasons, in British English: the ledger keeps no locale. */
export function dayInReasons(at: string, { timeZone }: Failure['customer']): string {
  return dayInEnglish(at, 'en-GB', timeZone, 'plain');
}
