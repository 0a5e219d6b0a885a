import { unreachable } from '../model/unreachable';
import { plusBusinessDays } from './business-days';
import { calendars, type Calendar } from './calendar';
import { dateIn, endOfDay, localDate, monthOf, plusDays, yearOf, type LocalDate } from './local-date';
import type { Clock, Schedule, Tender } from './schedule';

/**
 * By when what a table owes has to be paid: the last millisecond of that day in the time zone of the table. Undefined
 * where it names no deadline. The day on which the payment fell due does not count. The time also runs while a remedy
 * is held, unless it stands still for a question ({@link stopsWhileAsked}).
 *
 * @param due when the payment fell due, as `runsFrom` says
 */
export function deadlineOf(schedule: Schedule, tender: Tender, due: Date): Date | undefined {
  const clock = clockOf(schedule, tender);
  if (!clock) return undefined;
  const calendar = calendars[schedule.calendar];
  return endOfDay(calendar.timeZone, lastDayOf(calendar, clock, dateIn(calendar.timeZone, due)));
}

/** Whether the published rule lets that time stand still while somebody who was asked has not answered. */
export function stopsWhileAsked(schedule: Schedule, tender: Tender): boolean {
  return clockOf(schedule, tender)?.stopsWhileAsked === true;
}

function clockOf({ clocks }: Schedule, tender: Tender): Clock | undefined {
  return clocks.find((each) => each.tender === undefined || each.tender === tender);
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
