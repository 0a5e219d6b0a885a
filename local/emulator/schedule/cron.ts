import { instantOf, wallClock } from './wall-clock';

/** A cron expression of AWS, read: which values each field allows. Days are told by the month or by the week, never by both. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Missing where the week decides. */
  readonly daysOfMonth?: ReadonlySet<number> | undefined;
  readonly months: ReadonlySet<number>;
  /** 1 is Sunday, as in AWS. Missing where the month decides. */
  readonly daysOfWeek?: ReadonlySet<number> | undefined;
  readonly years: ReadonlySet<number>;
}

/** A schedule's expression says what AWS or the local system does not know. */
export class ScheduleExpressionError extends Error {
  override readonly name = 'ScheduleExpressionError';
}

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly words?: readonly string[];
}

const monthWords = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayWords = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const dayMs = 86_400_000;

/** Long enough for a 29th of February on a given weekday, across a year without one. */
const horizonDays = 41 * 366;

/** Reads the six fields between the brackets of `cron(…)`. `L`, `W` and `#` are refused: nobody needed them yet. */
export function readCron(expression: string): Cron {
  const [minutes, hours, dayOfMonth, months, dayOfWeek, years, ...more] = expression.trim().split(/\s+/);
  if (!minutes || !hours || !dayOfMonth || !months || !dayOfWeek || !years || more.length > 0) {
    throw new ScheduleExpressionError(
      `cron(${expression}) needs six fields: minutes, hours, day of month, month, day of week and year.`,
    );
  }
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new ScheduleExpressionError(
      `cron(${expression}) needs a "?" in exactly one of its fields day of month and day of week.`,
    );
  }
  const read = (text: string, name: string, least: number, most: number, words?: readonly string[]): number[] =>
    valuesOf(text, { name, least, most, ...(words === undefined ? {} : { words }) });
  return {
    minutes: read(minutes, 'minutes', 0, 59),
    hours: read(hours, 'hours', 0, 23),
    daysOfMonth: dayOfMonth === '?' ? undefined : new Set(read(dayOfMonth, 'day of month', 1, 31)),
    months: new Set(read(months, 'month', 1, 12, monthWords)),
    daysOfWeek: dayOfWeek === '?' ? undefined : new Set(read(dayOfWeek, 'day of week', 1, 7, dayWords)),
    years: new Set(read(years, 'year', 1970, 2199)),
  };
}

/**
 * The first moment after another one, in milliseconds since 1970; undefined where there is none left. As in AWS, a time that
 * the clock jumps over in spring is left out, and one that comes twice in autumn counts once.
 */
export function nextCronTime(cron: Cron, afterMs: number, timeZone: string): number | undefined {
  const today = Math.floor(wallClock(afterMs, timeZone) / dayMs) * dayMs;
  for (let day = today; day < today + horizonDays * dayMs; day += dayMs) {
    if (!isDay(cron, new Date(day))) continue;
    for (const hour of cron.hours) {
      for (const minute of cron.minutes) {
        const at = instantOf(day + (hour * 60 + minute) * 60_000, timeZone);
        if (at !== undefined && at > afterMs) return at;
      }
    }
  }
  return undefined;
}

function isDay({ daysOfMonth, months, daysOfWeek, years }: Cron, date: Date): boolean {
  return (
    years.has(date.getUTCFullYear()) &&
    months.has(date.getUTCMonth() + 1) &&
    (daysOfMonth?.has(date.getUTCDate()) ?? true) &&
    (daysOfWeek?.has(date.getUTCDay() + 1) ?? true)
  );
}

function valuesOf(text: string, field: Field): number[] {
  const values = new Set(text.split(',').flatMap((part) => partValues(part, field)));
  return [...values].sort((one, other) => one - other);
}

/** All values, one, or a range, each of them with or without a step: `5`, `1-5`, `5/15`, `1-5/2`. */
function partValues(part: string, field: Field): number[] {
  const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
  const by = step === undefined ? 1 : Number(step);
  const [first, last = step === undefined ? first : field.most, ...more] = boundsOf(range, field);
  if (first === undefined || last === undefined || more.length > 0 || by < 1 || first > last)
    throw refused(part, field);
  return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, index) => first + index * by);
}

function boundsOf(range: string, field: Field): number[] {
  if (range === '*') return [field.least, field.most];
  return range.split('-').map((text) => {
    const value = /^\d+$/.test(text) ? Number(text) : (field.words ?? []).indexOf(text.toUpperCase()) + 1;
    const isWord = !/^\d+$/.test(text);
    if ((isWord && value === 0) || value < field.least || value > field.most) throw refused(text, field);
    return value;
  });
}

function refused(text: string, { name, least, most }: Field): ScheduleExpressionError {
  return new ScheduleExpressionError(
    `the local system does not understand "${text}" as ${name}. It knows *, ?, numbers from ${least} to ${most}, ` +
      'names of months and days, lists, ranges and steps; neither L, W nor #.',
  );
}
