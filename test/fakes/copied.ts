/**
 * A copy of what was written or read. Not `structuredClone`: what it makes in a test has the prototypes of another
 * realm, so that nothing that was read would be deeply equal to what was written.
 */
export function copied<T>(value: T): T {
  return copyOf(value) as T;
}

function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (value instanceof Map) return new Map([...value].map(([key, member]) => [key, copyOf(member)]));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyOf(member)]));
}
