import { Cron } from 'croner';
import { instantOf, wallClock } from './wall-clock';

/** A schedule's expression says what AWS or the local system does not know. */
export class ScheduleExpressionError extends Error {
  override readonly name = 'ScheduleExpressionError';
}

/** Reads the six fields between the brackets of `cron(…)`. */
export function readCron(expression: string): Cron {
  const [minutes, hours, dayOfMonth, month, dayOfWeek, years, ...more] = expression.trim().split(/\s+/);
  if (!minutes || !hours || !dayOfMonth || !month || !dayOfWeek || !years || more.length > 0) {
    throw new ScheduleExpressionError(
      `cron(${expression}) needs six fields: minutes, hours, day of month, month, day of week and year.`,
    );
  }
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new ScheduleExpressionError(
      `cron(${expression}) needs a "?" in exactly one of its fields day of month and day of week.`,
    );
  }
  // The two places where the package knows more than AWS: 8 is a Sunday to it, and a year of any number a year.
  if (/(^|[,-])[089]/.test(dayOfWeek)) {
    throw new ScheduleExpressionError(`cron(${expression}): the day of week is from 1, a Sunday, to 7.`);
  }
  if (/(^|[,-])(?!19[7-9]\d|2[01]\d\d)\d/.test(years)) {
    throw new ScheduleExpressionError(`cron(${expression}): the year is from 1970 to 2199.`);
  }
  try {
    return new Cron(`0 ${expression.trim()}`, {
      mode: '7-part',
      // 1 is Sunday, as in AWS, and `5/15` is every 15 from 5 on.
      alternativeWeekdays: true,
      sloppyRanges: true,
      timezone: 'UTC',
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ScheduleExpressionError(`cron(${expression}) cannot be read. ${why}`, { cause: error });
  }
}

/**
 * The first moment after another one, in milliseconds since 1970; undefined where there is none left. As in AWS, a time
 * that the clock jumps over in spring is left out, and one that comes twice in autumn counts once.
 */
export function nextCronTime(cron: Cron, afterMs: number, timeZone: string): number | undefined {
  // The package counts on a clock that never jumps, because its own rules for one that does are not those of AWS.
  let shown = cron.nextRun(new Date(wallClock(afterMs, timeZone)));
  while (shown) {
    const at = instantOf(shown.getTime(), timeZone);
    if (at !== undefined && at > afterMs) return at;
    shown = cron.nextRun(shown);
  }
  return undefined;
}
