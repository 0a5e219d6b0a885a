/** A minute, in milliseconds. */
export const minuteMs = 60_000;

/** An hour, in milliseconds. */
export const hourMs = 60 * minuteMs;

/** A day of 24 hours, in milliseconds. A calendar day in a time zone can be an hour longer or shorter. */
export const dayMs = 24 * hourMs;

/**
 * The same time of the day, so many days from Monday to Friday later. Of the holidays of a customer's bank nobody
 * knows.
 */
export function afterBusinessDays(since: Date, days: number): Date {
  let day = since;
  for (let left = days; left > 0;) {
    day = new Date(day.getTime() + dayMs);
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) left--;
  }
  return day;
}
