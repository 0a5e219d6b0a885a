const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** How long before its publication the last thing in a story happened. */
const publishedAfterMs = 3 * 60 * 1000;

/**
 * The same story, happening now. All its instants move by the same time, so that their distances stay. The last one
 * whose name ends in `At` moves to a few minutes ago; other instants, such as `neededBy`, are deadlines and may lie
 * ahead.
 *
 * @param laterMs how much longer ago the story happened
 */
export function shiftToNow<Detail extends object>(detail: Detail, now: Date, laterMs = 0): Detail {
  const passed = instantsOf(detail).flatMap(({ name, at }) => (name.endsWith('At') ? [at] : []));
  if (passed.length === 0) return detail;
  const deltaMs = now.getTime() - publishedAfterMs - laterMs - Math.max(...passed);
  return shiftInstants(detail, deltaMs);
}

interface Instant {
  readonly name: string;
  readonly at: number;
}

function instantsOf(value: unknown, name = ''): Instant[] {
  if (typeof value === 'string') return instant.test(value) ? [{ name, at: Date.parse(value) }] : [];
  if (Array.isArray(value)) return value.flatMap((item) => instantsOf(item, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => instantsOf(inner, key));
}

/** A copy in which every instant is moved by that many milliseconds. */
export function shiftInstants<Value extends object>(value: Value, deltaMs: number): Value {
  return shifted(value, deltaMs) as Value;
}

function shifted(value: unknown, deltaMs: number): unknown {
  if (typeof value === 'string') {
    return instant.test(value) ? new Date(Date.parse(value) + deltaMs).toISOString() : value;
  }
  if (Array.isArray(value)) return value.map((item) => shifted(item, deltaMs));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shifted(inner, deltaMs)]));
}
