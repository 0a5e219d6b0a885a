/** Clocks differ by less. A copy of a request that comes within that time is the same thing. */
const differingMs = 60_000;

/** Whether what somebody has seen then is asked for now. */
export function isNow(seenAt: string, now: Date): boolean {
  return Math.abs(Date.parse(seenAt) - now.getTime()) <= differingMs;
}
