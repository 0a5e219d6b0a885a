const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;

const duration = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** So many of one unit of time. */
export interface TimeSpan {
  readonly unit: (typeof units)[number];
  readonly count: number;
}

/**
 * What a period consists of. Unlike a length that something lasted, nothing of it is cut off.
 *
 * @param period an ISO 8601 duration in whole numbers, such as `P3D`
 */
export function spansOf(period: string): TimeSpan[] {
  const numbers = duration.exec(period)?.slice(1) ?? [];
  return units.map((unit, index) => ({ unit, count: Number(numbers[index] ?? 0) })).filter(({ count }) => count > 0);
}

/** So many whole days, as a period. */
export function daysPeriod(days: number): string {
  return `P${days}D`;
}
