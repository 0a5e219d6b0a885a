import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Days } from '../../insight/insight-answers';
import { tellWeek, type WeeklyPorts, type WeeklyResult } from '../../insight/weekly/tell-week';
import { lastWeek, weekOf } from '../../insight/weekly/week';
import { wiredHandler } from '../handlers/wired-handler';
import { telemetry, type Telemetry } from '../telemetry/telemetry';
import { weeklySettings } from './weekly-settings';
import { wireWeekly } from './weekly-wiring';

/** After a week that was missed: its Monday, such as `2026-11-16`. */
const missedSchema = z.object({ monday: z.string() });

/**
 * The Lambda handler that a schedule runs every Monday. It tells of the last week that is over, or of the one that its
 * event names. It throws where an owner was not told, and is run again.
 */
export function weeklyHandler(
  wire: () => WeeklyPorts = () => wireWeekly(weeklySettings(process.env)),
  tools: Telemetry = telemetry(),
  clock: () => Date = () => new Date(),
): (event: unknown, context: Context) => Promise<WeeklyResult> {
  return wiredHandler(wire, tools, async (event: unknown, { wired }) =>
    tellWeek(asked(event) ?? lastWeek(clock()), wired()),
  );
}

function asked(event: unknown): Days | undefined {
  const missed = missedSchema.safeParse(event);
  if (!missed.success) return undefined;
  const week = weekOf(missed.data.monday);
  if (!week) throw new Error(`"${missed.data.monday}" is no Monday: name one, such as 2026-11-16`);
  return week;
}
