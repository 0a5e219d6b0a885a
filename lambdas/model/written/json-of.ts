/** What a text says in JSON. Undefined where it is none, or where there is no text. */
export function jsonOf(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
