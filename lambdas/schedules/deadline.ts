import { unreachable } from '../model/unreachable';
import { plusBusinessDays } from './business-days';
import { calendars, type Calendar } from './calendar';
import { dateIn, endOfDay, localDate, monthOf, plusDays, yearOf, type LocalDate } from './local-date';
import type { Clock, Schedule, Tender } from './schedule';

/**
 * By when what a table owes has to be paid: the last millisecond of that day where the table is in force, or undefined where
 * it names none. The day on which it fell due does not count. It passes also while a remedy is held.
 *
 * @param due when the payment fell due, as the clock's `runsFrom` says
 */
export function deadlineOf(schedule: Schedule, tender: Tender, due: Date): Date | undefined {
  const clock = schedule.clocks.find((each) => each.tender === undefined || each.tender === tender);
  if (!clock) return undefined;
  const calendar = calendars[schedule.calendar];
  return endOfDay(calendar.timeZone, lastDayOf(calendar, clock, dateIn(calendar.timeZone, due)));
}

function lastDayOf(calendar: Calendar, { count, unit }: Clock, due: LocalDate): LocalDate {
  switch (unit) {
    case 'business-days':
      return plusBusinessDays(calendar, due, count);
    case 'calendar-days':
      return plusDays(due, count);
    case 'calendar-months':
      return localDate(yearOf(due), monthOf(due) + count + 1, 0);
    default:
      return unreachable(unit);
  }
}
