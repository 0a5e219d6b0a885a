const duration = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * So much later, in UTC.
 *
 * @param period an ISO 8601 duration in whole numbers, such as `P3D`
 */
export function laterBy(period: string, from: Date): string {
  const numbers = duration
    .exec(period)
    ?.slice(1)
    .map((text) => Number(text || 0));
  if (!numbers) throw new Error(`${period} is not a duration in whole numbers`);
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = numbers;
  const later = new Date(from);
  later.setUTCFullYear(later.getUTCFullYear() + years, later.getUTCMonth() + months);
  later.setUTCDate(later.getUTCDate() + 7 * weeks + days);
  later.setUTCHours(later.getUTCHours() + hours, later.getUTCMinutes() + minutes, later.getUTCSeconds() + seconds);
  return later.toISOString();
}
