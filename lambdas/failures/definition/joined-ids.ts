/**
 * Ids as one string that keeps them apart: separators inside an id are escaped, so different ids never give the same
 * string.
 */
export function joinedIds(ids: readonly string[], separator: ',' | '/'): string {
  return ids
    .map((id) => id.replaceAll('%', '%25').replaceAll(separator, separator === ',' ? '%2C' : '%2F'))
    .join(separator);
}
