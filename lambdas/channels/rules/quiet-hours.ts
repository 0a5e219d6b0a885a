import * as z from 'zod/mini';
import { hourMs } from '../../model/durations';
import { isTimeZone } from '../../model/guards/reference';

const hour = z.int().check(z.gte(0), z.lte(23));

/** When nobody is written to on a phone by itself. */
export const quietHoursSchema = z.strictObject({
  /** The first quiet hour, by the customer's clock: 21 is nine in the evening. */
  from: hour,
  /** The first hour of the day. */
  until: hour,
  /** IANA. Whose clock counts for a customer whose zone nobody knows. */
  timeZone: z.string().check(z.refine(isTimeZone, { error: 'is no IANA time zone' })),
});

export type QuietHours = z.infer<typeof quietHoursSchema>;

/**
 * When it is day again for this customer, or undefined where it is. Pure. A message waits until then: who is woken for
 * an apology needs a second one.
 */
export function quietUntil(quiet: QuietHours, timeZone: string | undefined, now: Date): Date | undefined {
  const zone = timeZone !== undefined && isTimeZone(timeZone) ? timeZone : quiet.timeZone;
  if (!isQuiet(quiet, hourIn(zone, now))) return undefined;
  // Hour by hour, because a night may be longer or shorter than others.
  const hourBegan = Math.floor(now.getTime() / quarterMs) * quarterMs;
  for (let quarters = 1; quarters <= 100; quarters++) {
    const then = new Date(hourBegan + quarters * quarterMs);
    if (!isQuiet(quiet, hourIn(zone, then))) return then;
  }
  return undefined;
}

/** Zones begin their hours at quarters of ours. */
const quarterMs = hourMs / 4;

function isQuiet({ from, until }: QuietHours, at: number): boolean {
  return from <= until ? at >= from && at < until : at >= from || at < until;
}

function hourIn(timeZone: string, at: Date): number {
  return Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(at));
}
