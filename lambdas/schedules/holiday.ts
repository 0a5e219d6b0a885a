import { unreachable } from '../model/unreachable';
import { localDate, plusDays, weekdayOf, yearOf, type LocalDate } from './local-date';

/**
 * How the date of one holiday is computed.
 * `date`: the same day every year; `onWeekend` says where it moves from a Saturday or a Sunday.
 * `weekday`: the nth weekday of a month, or its last one where `nth` is -1. `easter`: so many days from Easter Sunday.
 * `once`: a day proclaimed for one year.
 */
export type HolidayRule = FixedHoliday | WeekdayHoliday | EasterHoliday | SingleHoliday;

/**
 * `nearest`: Saturday moves to the Friday before, Sunday to the Monday after. `next`: to the next weekday that is no
 * holiday.
 */
type OnWeekend = 'nearest' | 'next';

interface Named {
  readonly name: string;
  /** The first year in which it is a holiday. */
  readonly fromYear?: number;
  /** The dates of years in which it was proclaimed for another day. */
  readonly moved?: Readonly<Record<number, LocalDate>>;
}

interface FixedHoliday extends Named {
  readonly kind: 'date';
  /** 1 for January. */
  readonly month: number;
  readonly day: number;
  readonly onWeekend: OnWeekend;
}

interface WeekdayHoliday extends Named {
  readonly kind: 'weekday';
  /** 1 for January. */
  readonly month: number;
  /** 0 for Sunday to 6 for Saturday. */
  readonly weekday: number;
  readonly nth: 1 | 2 | 3 | 4 | -1;
}

interface EasterHoliday extends Named {
  readonly kind: 'easter';
  readonly offsetDays: number;
}

interface SingleHoliday {
  readonly kind: 'once';
  readonly name: string;
  readonly date: LocalDate;
  /** Where it was proclaimed. */
  readonly source: string;
}

/** The days off of one year, in order, after moves from weekends. */
export function holidaysIn(rules: readonly HolidayRule[], year: number): LocalDate[] {
  // The holiday of 1 January can be moved to the last Friday of the year before.
  const daysOff = [year - 1, year, year + 1].flatMap((each) => observedDays(rules, each));
  return daysOff.filter((date) => yearOf(date) === year).sort();
}

function observedDays(rules: readonly HolidayRule[], year: number): LocalDate[] {
  const fallen = rules.flatMap((rule) => {
    const date = fallsOn(rule, year);
    return date === undefined ? [] : [{ date, onWeekend: rule.kind === 'date' ? rule.onWeekend : undefined }];
  });
  const stays = fallen.filter(({ date, onWeekend }) => onWeekend === undefined || !isWeekend(date));
  const kept = stays.map(({ date }) => date);
  for (const { date, onWeekend } of fallen) {
    if (onWeekend === undefined || !isWeekend(date)) continue;
    kept.push(onWeekend === 'nearest' ? nearestWeekday(date) : nextFreeWeekday(date, kept));
  }
  return kept;
}

function fallsOn(rule: HolidayRule, year: number): LocalDate | undefined {
  if (rule.kind === 'once') return yearOf(rule.date) === year ? rule.date : undefined;
  if (rule.fromYear !== undefined && year < rule.fromYear) return undefined;
  const moved = rule.moved?.[year];
  if (moved !== undefined) return moved;
  switch (rule.kind) {
    case 'date':
      return localDate(year, rule.month, rule.day);
    case 'weekday':
      return nthWeekday(year, rule);
    case 'easter':
      return plusDays(easterSunday(year), rule.offsetDays);
    default:
      return unreachable(rule);
  }
}

function nthWeekday(year: number, { month, weekday, nth }: WeekdayHoliday): LocalDate {
  if (nth === -1) {
    const last = localDate(year, month + 1, 0);
    return plusDays(last, -((weekdayOf(last) - weekday + 7) % 7));
  }
  const first = localDate(year, month, 1);
  return plusDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1));
}

/** By the Gregorian computus of Meeus, Jones and Butcher. */
export function easterSunday(year: number): LocalDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const days = epact + toSunday - 7 * late;
  return plusDays(localDate(year, 3, 22), days);
}

export function isWeekend(date: LocalDate): boolean {
  return weekdayOf(date) % 6 === 0;
}

function nearestWeekday(date: LocalDate): LocalDate {
  return plusDays(date, weekdayOf(date) === 6 ? -1 : 1);
}

function nextFreeWeekday(date: LocalDate, taken: readonly LocalDate[]): LocalDate {
  let next = plusDays(date, 1);
  while (isWeekend(next) || taken.includes(next)) next = plusDays(next, 1);
  return next;
}
