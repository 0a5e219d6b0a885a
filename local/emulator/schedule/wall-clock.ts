const dayMs = 86_400_000;

/** What the clock on the wall shows at a moment, as the milliseconds that UTC would need to show the same. */
export function wallClock(atMs: number, timeZone: string): number {
  if (isUtc(timeZone)) return atMs;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** The first moment at which the clock on the wall shows a time; none where it jumps over it in spring. */
export function instantOf(wallMs: number, timeZone: string): number | undefined {
  if (isUtc(timeZone)) return wallMs;
  const moments = [wallMs - dayMs, wallMs + dayMs].map((near) => wallMs - (wallClock(near, timeZone) - near));
  const fitting = moments.filter((instant) => wallClock(instant, timeZone) === wallMs);
  return fitting.length === 0 ? undefined : Math.min(...fitting);
}

/** Whether there is such a time zone: `Europe/Berlin`, `UTC`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isUtc(timeZone: string): boolean {
  return timeZone === 'UTC' || timeZone === 'Etc/UTC';
}
