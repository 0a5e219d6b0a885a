const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** How long ago the last thing happened of which a story tells, by the time it is published. */
const noticedAfterMs = 3 * 60 * 1000;

/**
 * The same story, happening now. All its instants are moved by the same time, so that what lay between them stays. The last of
 * those that have passed, whose names end in `At`, comes to lie a few minutes ago; others, such as `neededBy`, are deadlines.
 *
 * @param laterMs how much later than that it is told
 */
export function shiftToNow<Detail extends object>(detail: Detail, now: Date, laterMs = 0): Detail {
  const passed = instantsOf(detail).flatMap(({ name, at }) => (name.endsWith('At') ? [at] : []));
  if (passed.length === 0) return detail;
  const deltaMs = now.getTime() - noticedAfterMs - laterMs - Math.max(...passed);
  return movedBy(detail, deltaMs);
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

/** The same, with every instant in it moved by so many milliseconds. */
export function movedBy<Value extends object>(value: Value, deltaMs: number): Value {
  return moved(value, deltaMs) as Value;
}

function moved(value: unknown, deltaMs: number): unknown {
  if (typeof value === 'string') {
    return instant.test(value) ? new Date(Date.parse(value) + deltaMs).toISOString() : value;
  }
  if (Array.isArray(value)) return value.map((item) => moved(item, deltaMs));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, moved(inner, deltaMs)]));
}
