const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;

const duration = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * A period inside an English sentence: `3 days`, `1 month and 12 hours`. Unlike a length that something lasted, nothing
 * of it is cut off.
 *
 * @param period an ISO 8601 duration in whole numbers, such as `P3D`
 */
export function periodInWords(period: string): string {
  const numbers = duration.exec(period)?.slice(1) ?? [];
  const words = units.flatMap((unit, index) => {
    const count = Number(numbers[index] ?? 0);
    return count > 0 ? new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(count) : [];
  });
  return words.length === 0 ? 'some time' : words.join(' and ');
}

/** So many whole days, as a period. */
export function daysPeriod(days: number): string {
  return `P${days}D`;
}
