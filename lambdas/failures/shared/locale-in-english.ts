/** Scripts that are written from right to left. */
const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/** For readers of whom nobody knows where they are: `US$12.00`, `23 December`. */
const anywhere = 'en-001';

/**
 * The locale in which an amount is written inside an English sentence: the reader's own, unless its script runs from
 * right to left. Its digits and separators would be reordered there, so these readers get English in the style of their
 * region. Readers whose locale is not known get English that is read the same everywhere.
 */
export function localeInEnglish(locale: string = anywhere): string {
  return directionOf(locale) === 'ltr' ? locale : englishOf(new Intl.Locale(locale).maximize().region);
}

/** In which direction its script runs. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  const { script } = new Intl.Locale(locale).maximize();
  return script !== undefined && rightToLeft.has(script) ? 'rtl' : 'ltr';
}

/** English in the style of the reader's region, also for readers of other languages. */
export function regionalEnglish(locale: string = anywhere): string {
  return englishOf(new Intl.Locale(locale).maximize().region);
}

function englishOf(region: string | undefined): string {
  return region === undefined ? 'en' : `en-${region}`;
}
