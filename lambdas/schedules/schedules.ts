import { airPassengerSchedules } from './air-passengers';
import { calendars } from './calendar';
import { cloudSlaSchedules } from './cloud-sla';
import { delayRepaySchedules } from './delay-repay';
import { dateIn } from './local-date';
import { ofcomSchedules } from './ofcom';
import { ofgemSchedules } from './ofgem';
import type { Schedule, ScheduleFamily } from './schedule';
import { usDotSchedules } from './us-dot';

/** Every published table, those of one family in chronological order. Presets, off by default, and no legal advice. */
export const schedules: readonly Schedule[] = [
  ...usDotSchedules,
  ...ofcomSchedules,
  ...delayRepaySchedules,
  ...airPassengerSchedules,
  ...ofgemSchedules,
  ...cloudSlaSchedules,
];

/** One table by its id, such as `ofcom-2024`. Undefined where there is none. */
export function scheduleOf(id: string): Schedule | undefined {
  return schedules.find((schedule) => schedule.id === id);
}

/**
 * The table of a family on the day of the failure, in the time zone of the table: what happened in March is owed by the
 * table of March, whenever it is noticed. Undefined where no table was in force yet.
 *
 * @param occurredAt ISO 8601
 */
export function scheduleInForce(family: ScheduleFamily, occurredAt: string): Schedule | undefined {
  const instant = new Date(occurredAt);
  return schedules.find((schedule) => {
    if (schedule.family !== family) return false;
    const date = dateIn(calendars[schedule.calendar].timeZone, instant);
    return schedule.inForceFrom <= date && (schedule.inForceUntil === undefined || date < schedule.inForceUntil);
  });
}
