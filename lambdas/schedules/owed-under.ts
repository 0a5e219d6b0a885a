import { unreachable } from '../model/unreachable';
import { calendars } from './calendar';
import { nothing, type Owed, type RowResult } from './owed';
import { owedForDelay, owedForPrice, owedForUptime } from './owed-share';
import { owedForDays, owedForEvent, owedForFlight } from './owed-sum';
import type { Schedule } from './schedule';
import type { ScheduleFacts } from './schedule-facts';
import type { ScheduleRow } from './schedule-row';

/**
 * What a table owes for what happened: arithmetic on the table and the facts, and no legal advice. It knows no
 * exceptions but those the facts name.
 */
export function owedUnder(schedule: Schedule, facts: ScheduleFacts): Owed {
  const { rows, tender, clocks } = schedule;
  const [result] = rows.flatMap((row) => owedByRow(schedule, row, facts) ?? []);
  if (!result) return nothing(`${schedule.id} has no row for this`);
  return result.outcome === 'owed' ? { ...result, tender, clocks } : result;
}

/** Undefined where the row is about something else. */
function owedByRow({ calendar }: Schedule, row: ScheduleRow, facts: ScheduleFacts): RowResult | undefined {
  switch (row.kind) {
    case 'event':
      return facts.kind === 'event' && facts.event === row.event ? owedForEvent(row) : undefined;
    case 'day':
      return facts.kind === 'day' && facts.what === row.what ? owedForDays(calendars[calendar], row, facts) : undefined;
    case 'flight':
      return facts.kind === 'flight' ? owedForFlight(row, facts) : undefined;
    case 'delay':
      return facts.kind === 'delay' ? owedForDelay(row, facts) : undefined;
    case 'uptime':
      return facts.kind === 'uptime' ? owedForUptime(row, facts) : undefined;
    case 'price':
      return facts.kind === 'price' ? owedForPrice(row, facts) : undefined;
    default:
      return unreachable(row);
  }
}
