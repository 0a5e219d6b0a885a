/** Scripts that are written from right to left. */
const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/**
 * The locale in which an amount is written inside an English sentence: the reader's own, unless its script runs from
 * right to left. Its digits and separators would be reordered there, so these readers get English in the style of their
 * region.
 */
export function localeInEnglish(locale: string): string {
  const { script, region } = new Intl.Locale(locale).maximize();
  if (script === undefined || !rightToLeft.has(script)) return locale;
  return region === undefined ? 'en' : `en-${region}`;
}
