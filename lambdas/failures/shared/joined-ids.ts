/** Ids as one text that keeps them apart, so that no value can lean over into its neighbour. */
export function joinedIds(ids: readonly string[], separator: ',' | '/'): string {
  return ids
    .map((id) => id.replaceAll('%', '%25').replaceAll(separator, separator === ',' ? '%2C' : '%2F'))
    .join(separator);
}
