const units = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3_600 },
  { name: 'minute', seconds: 60 },
  { name: 'second', seconds: 1 },
] as const;

/** So many of one unit of time. */
interface Lasted {
  readonly unit: (typeof units)[number]['name'];
  readonly count: number;
}

/**
 * How long something lasted, in its largest unit and the one below. Smaller units are cut off, so that nothing is said
 * to have lasted longer than it did.
 */
export function lengthSpans(seconds: number): Lasted[] {
  const first = units.findIndex((unit) => seconds >= unit.seconds);
  const [large, small] = first === -1 ? [] : units.slice(first);
  if (!large) return [{ unit: 'second', count: 0 }];
  const rest = small ? Math.floor((seconds % large.seconds) / small.seconds) : 0;
  const lasted: Lasted = { unit: large.name, count: Math.floor(seconds / large.seconds) };
  return small && rest > 0 ? [lasted, { unit: small.name, count: rest }] : [lasted];
}

/** A length inside an English sentence: `9 minutes`, `2 hours 5 minutes`, `3 days`. */
export function lengthInWords(seconds: number): string {
  return lengthSpans(seconds)
    .map(({ unit, count }) => counted(count, unit))
    .join(' ');
}

/** `1 minute`, `2 minutes`. */
export function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
