/** To the minute, in UTC like everything that is kept. */
export function timeText(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)}Z`;
}
