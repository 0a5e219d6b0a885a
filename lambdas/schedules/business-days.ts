import type { Calendar } from './calendar';
import { holidaysIn, isWeekend } from './holiday';
import { dateIn, plusDays, yearOf, type LocalDate } from './local-date';

/** True for a day from Monday to Friday that is no holiday of the calendar. */
export function isBusinessDay({ holidays }: Calendar, date: LocalDate): boolean {
  return !isWeekend(date) && !holidaysIn(holidays, yearOf(date)).includes(date);
}

/** The nth business day after a day, not counting that day. 0 is the day itself, whatever it is. */
export function plusBusinessDays(calendar: Calendar, date: LocalDate, businessDays: number): LocalDate {
  let day = date;
  for (let left = businessDays; left > 0;) {
    day = plusDays(day, 1);
    if (isBusinessDay(calendar, day)) left -= 1;
  }
  return day;
}

/**
 * How many full business days are between two instants: neither the day of the first one nor that of the second one
 * counts. 0 where the second one is earlier.
 */
export function fullBusinessDaysBetween(calendar: Calendar, from: Date, to: Date): number {
  const lastDay = dateIn(calendar.timeZone, to);
  let count = 0;
  for (let day = plusDays(dateIn(calendar.timeZone, from), 1); day < lastDay; day = plusDays(day, 1)) {
    if (isBusinessDay(calendar, day)) count += 1;
  }
  return count;
}
