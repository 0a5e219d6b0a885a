/** What a body says in JSON. Undefined where it is none. */
export function jsonOf(rawBody: string): unknown {
  try {
    return JSON.parse(rawBody);
  } catch {
    return undefined;
  }
}
