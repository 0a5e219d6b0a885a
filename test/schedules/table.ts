import type { Schedule } from '../../lambdas/schedules/schedule';
import { scheduleOf } from '../../lambdas/schedules/schedules';

/** A table that has to be there. */
export function table(id: string): Schedule {
  const schedule = scheduleOf(id);
  if (!schedule) throw new Error(`there is no table ${id}`);
  return schedule;
}
