const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** As a person reads it: `1.25 s`, and from a minute on its two largest units, as in `2 d 1 h`. */
export function durationText(durationMs: number): string {
  if (durationMs < 59_995) return `${Number((durationMs / 1_000).toFixed(2))} s`;
  const seconds = Math.round(durationMs / 1_000);
  const first = units.findIndex(([, size]) => seconds >= size);
  return units
    .slice(first, first + 2)
    .map(([unit, size], index) => [
      Math.floor((index === 0 ? seconds : seconds % (units[first]?.[1] ?? 1)) / size),
      unit,
    ])
    .filter(([count]) => count !== 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
