const units = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3_600 },
  { name: 'minute', seconds: 60 },
  { name: 'second', seconds: 1 },
] as const;

/**
 * A duration inside an English sentence, in its largest unit and the one below: `9 minutes`, `2 hours 5 minutes`, `3
 * days`. Smaller units are cut off, so that nothing is said to have lasted longer than it did.
 */
export function lengthInWords(seconds: number): string {
  const first = units.findIndex((unit) => seconds >= unit.seconds);
  const [large, small] = first === -1 ? [] : units.slice(first);
  if (!large) return '0 seconds';
  const rest = small ? Math.floor((seconds % large.seconds) / small.seconds) : 0;
  const words = counted(Math.floor(seconds / large.seconds), large.name);
  return small && rest > 0 ? `${words} ${counted(rest, small.name)}` : words;
}

/** `1 minute`, `2 minutes`. */
export function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
