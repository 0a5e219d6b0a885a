import { isBusinessDay } from '../../schedules/business-days';
import { calendars, type CalendarId } from '../../schedules/calendar';
import { dateIn, instantAt, plusDays, weekdayOf, type LocalDate } from '../../schedules/local-date';
import { dayMs, minuteMs } from '../../model/durations';

/** From Sunday, as weekdays are counted. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

export type Weekday = (typeof weekdays)[number];

/** When people are there. */
export interface OpeningHours {
  /** IANA time zone, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** For each day that has any: from when until when, by the clock of that time zone, such as `09:00-17:30`. */
  readonly open: Readonly<Partial<Record<Weekday, string>>>;
  /** Whose holidays are days off. */
  readonly holidays?: CalendarId | undefined;
  /** Other days off, such as `2026-12-24`. */
  readonly closed?: readonly LocalDate[] | undefined;
}

/**
 * Nobody looks further ahead: hours that never come would be looked for without end. The longest target that may be
 * promised, 720 hours, takes half a year at six hours on each business day, and a year at two on every day.
 */
const mostDaysAhead = 400;

/** How many minutes people were there between two instants. Without hours somebody always is. */
export function openMinutesBetween(hours: OpeningHours | undefined, from: Date, to: Date): number {
  if (to <= from) return 0;
  if (!hours) return (to.getTime() - from.getTime()) / minuteMs;
  let openMs = 0;
  const lastDay = dateIn(hours.timeZone, to);
  for (let day = dateIn(hours.timeZone, from); day <= lastDay; day = plusDays(day, 1)) {
    const span = spanOn(hours, day);
    if (span) openMs += Math.max(0, Math.min(span.until, to.getTime()) - Math.max(span.from, from.getTime()));
  }
  return openMs / minuteMs;
}

/** When people have been there for so many minutes after an instant. Without hours somebody always is. */
export function afterOpenMinutes(hours: OpeningHours | undefined, from: Date, minutes: number): Date {
  if (!hours) return new Date(from.getTime() + minutes * minuteMs);
  let leftMs = minutes * minuteMs;
  const first = dateIn(hours.timeZone, from);
  for (let ahead = 0; ahead <= mostDaysAhead; ahead++) {
    const span = spanOn(hours, plusDays(first, ahead));
    if (!span) continue;
    const begin = Math.max(span.from, from.getTime());
    const openMs = Math.max(0, span.until - begin);
    if (leftMs <= openMs) return new Date(begin + leftMs);
    leftMs -= openMs;
  }
  return new Date(from.getTime() + mostDaysAhead * dayMs);
}

interface Span {
  readonly from: number;
  readonly until: number;
}

function spanOn(hours: OpeningHours, date: LocalDate): Span | undefined {
  const { open, holidays, closed = [], timeZone } = hours;
  const weekday = weekdays[weekdayOf(date)];
  const times = weekday && open[weekday];
  if (times === undefined || closed.includes(date)) return undefined;
  if (holidays !== undefined && isHoliday(holidays, date)) return undefined;
  const [from = '', until = ''] = times.split('-');
  return {
    from: instantAt(timeZone, date, minutesOf(from)).getTime(),
    until: instantAt(timeZone, date, minutesOf(until)).getTime(),
  };
}

/** A Saturday is no business day, and may be one on which people are there. */
function isHoliday(id: CalendarId, date: LocalDate): boolean {
  return weekdayOf(date) % 6 !== 0 && !isBusinessDay(calendars[id], date);
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
