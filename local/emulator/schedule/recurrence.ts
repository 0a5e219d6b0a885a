import type { Cron } from 'croner';
import { nextCronTime, readCron, ScheduleExpressionError } from './cron';
import { isTimeZone } from './wall-clock';

/** When a schedule fires. */
export type Recurrence =
  | { readonly kind: 'rate'; readonly minutes: number }
  | { readonly kind: 'cron'; readonly cron: Cron; readonly timeZone: string };

const minutesPerUnit = new Map([
  ['minute', 1],
  ['hour', 60],
  ['day', 24 * 60],
]);

/** Reads `rate(…)` and `cron(…)`. */
export function readRecurrence(expression: string, timeZone: string): Recurrence {
  if (!isTimeZone(timeZone)) throw new ScheduleExpressionError(`there is no time zone ${timeZone}.`);
  const [, cron] = /^cron\((.*)\)$/.exec(expression) ?? [];
  if (cron !== undefined) return { kind: 'cron', cron: readCron(cron), timeZone };
  const [, count, unit] = /^rate\(\s*([1-9]\d*)\s+(minute|hour|day)s?\s*\)$/.exec(expression) ?? [];
  const minutes = minutesPerUnit.get(unit ?? '');
  if (count !== undefined && minutes !== undefined) return { kind: 'rate', minutes: Number(count) * minutes };
  throw new ScheduleExpressionError(
    `the local system does not understand ${expression}. It knows rate(n minutes | hours | days) and cron(…).`,
  );
}

export interface Beat {
  /** When the clock began to run: rates are counted from there. */
  readonly startedAtMs: number;
  /** How long a minute of a rate lasts here. Times of a cron expression are those on the wall. */
  readonly minuteMs: number;
}

/** The first moment after another one at which a schedule fires; undefined where it never does again. */
export function nextTime(recurrence: Recurrence, afterMs: number, { startedAtMs, minuteMs }: Beat): number | undefined {
  if (recurrence.kind === 'cron') return nextCronTime(recurrence.cron, afterMs, recurrence.timeZone);
  const periodMs = recurrence.minutes * minuteMs;
  return startedAtMs + (Math.floor((afterMs - startedAtMs) / periodMs) + 1) * periodMs;
}
