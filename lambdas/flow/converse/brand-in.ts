/** The brand that a kept failure names. */
export function brandIn(failure: object): string | undefined {
  return 'brand' in failure && typeof failure.brand === 'string' ? failure.brand : undefined;
}
