import type { Days } from '../insight-answers';

const dayMs = 86_400_000;

/** The last week that is over, from its Monday to its Sunday, in UTC: the days by which the files of insight lie. */
export function lastWeek(now: Date): Days {
  const today = Math.floor(now.getTime() / dayMs);
  // Day 0 was a Thursday.
  const sinceMonday = (today + 3) % 7;
  return weekFrom(today - sinceMonday - 7);
}

/** The week that begins on that Monday. Undefined where it is none, or no day at all. */
export function weekOf(monday: string): Days | undefined {
  const day = Date.parse(`${monday}T00:00:00Z`) / dayMs;
  const isMonday = Number.isInteger(day) && (day + 3) % 7 === 0 && dayOf(day) === monday;
  return isMonday ? weekFrom(day) : undefined;
}

/** The week before a week. */
export function weekBefore({ from }: Days): Days {
  return weekFrom(Date.parse(from) / dayMs - 7);
}

function weekFrom(monday: number): Days {
  return { from: dayOf(monday), to: dayOf(monday + 6) };
}

function dayOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
