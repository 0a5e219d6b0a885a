import { dayMs, hourMs, minuteMs } from '../../model/durations';

/** When people are called, by the clock where the customer is. */
export interface CallingHours {
  /** From this hour on, 0 to 23. */
  readonly from: number;
  /** Until this hour, 1 to 24. */
  readonly to: number;
  /** On these days, Monday first: 1 to 7. */
  readonly days: readonly number[];
}

/** When somebody may call, and by when they have. */
export interface CallTime {
  /** Missing where they may at once. ISO 8601. */
  readonly notBefore?: string | undefined;
  readonly deadlineSeconds: number;
}

/** Clocks that nobody sets wrong differ from Greenwich by quarters of an hour. */
const stepMs = 15 * minuteMs;

const longestLookMs = 8 * dayMs;

/** The first time within the hours in which somebody has a whole turn to call. */
export function callTime(hours: CallingHours, withinMinutes: number, zone: string, now: Date): CallTime {
  const withinMs = withinMinutes * minuteMs;
  const isQuiet = (at: number): boolean => !isWithin(hours, zone, new Date(at));
  const fits = (at: number): boolean => !isQuiet(at) && !isQuiet(lastMoment(at, withinMs, hours));
  const start = now.getTime();
  if (fits(start)) return { deadlineSeconds: withinMs / 1_000 };
  const first = Math.ceil(start / stepMs) * stepMs;
  let at = first;
  while (!fits(at) && at - first < longestLookMs) at += stepMs;
  return { notBefore: new Date(at).toISOString(), deadlineSeconds: Math.ceil((at - start + withinMs) / 1_000) };
}

/** Where the hours are shorter than a turn, it may end after them. */
function lastMoment(at: number, withinMs: number, { from, to }: CallingHours): number {
  return withinMs < (to - from) * hourMs ? at + withinMs - 1 : at;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function isWithin({ from, to, days }: CallingHours, timeZone: string, at: Date): boolean {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, hour: '2-digit', hourCycle: 'h23', weekday: 'short' });
  const text = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  const hour = Number(text['hour']);
  return days.includes(weekdays.indexOf(text['weekday'] ?? '') + 1) && hour >= from && hour < to;
}
