import { dayMs, minuteMs } from '../model/durations';

/** A calendar day without a time zone, in ISO 8601: `2026-04-01`. Two of them compare as strings. */
export type LocalDate = string;

/** Creating a format costs more than using it, and few time zones occur. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The date at an instant in an IANA time zone. */
export function dateIn(timeZone: string, instant: Date): LocalDate {
  return new Date(instant.getTime() + offsetMs(timeZone, instant)).toISOString().slice(0, 10);
}

/** The last millisecond of a day in an IANA time zone, also of a day with 23 or 25 hours. */
export function endOfDay(timeZone: string, date: LocalDate): Date {
  const midnight = dayNumber(plusDays(date, 1)) * dayMs;
  // Around a clock change the offset may differ between the first guess and midnight, so it is read twice.
  const near = new Date(midnight - offsetMs(timeZone, new Date(midnight)));
  return new Date(midnight - offsetMs(timeZone, near) - 1);
}

/**
 * When the clock of a time zone shows so many minutes after midnight. A time that a clock change skips is an hour
 * later.
 */
export function instantAt(timeZone: string, date: LocalDate, minutesOfDay: number): Date {
  const wallClock = dayNumber(date) * dayMs + minutesOfDay * minuteMs;
  const near = new Date(wallClock - offsetMs(timeZone, new Date(wallClock)));
  return new Date(wallClock - offsetMs(timeZone, near));
}

/** The day so many days later, or earlier where the count is negative. */
export function plusDays(date: LocalDate, days: number): LocalDate {
  return dateOfDay(dayNumber(date) + days);
}

/** How many days lie between two days. Negative where the second one is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(dayNumber(date) * dayMs).getUTCDay();
}

/**
 * @param month 1 for January. Days past the end of a month continue in the next one; day 0 is the last of the month
 * before.
 */
export function localDate(year: number, month: number, day: number): LocalDate {
  return dateOfDay(Date.UTC(year, month - 1, day) / dayMs);
}

export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}

/** 1 for January. */
export function monthOf(date: LocalDate): number {
  return Number(date.slice(5, 7));
}

function dayNumber(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

function dateOfDay(day: number): LocalDate {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** How far the wall clock of a time zone is ahead of UTC at an instant. */
function offsetMs(timeZone: string, instant: Date): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const wallClock = Date.UTC(year, month - 1, day, hour, minute, second);
  return wallClock - Math.floor(instant.getTime() / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
