/** Scripts that are written from right to left. */
const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/**
 * The locale in which an amount is written inside an English sentence: the reader's own, but for readers of a script that
 * runs the other way. Its digits and points would be torn apart there, so they get English with the habits of their region.
 */
export function localeInEnglish(locale: string): string {
  const { script, region } = new Intl.Locale(locale).maximize();
  if (script === undefined || !rightToLeft.has(script)) return locale;
  return region === undefined ? 'en' : `en-${region}`;
}
