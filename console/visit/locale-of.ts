const fallback = 'en-GB';

/** The language that a browser asks for first, for numbers, money and dates. */
export function localeOf(acceptLanguage: string | undefined): string {
  const [first = ''] = (acceptLanguage ?? '').split(',');
  const [tag = ''] = first.split(';');
  try {
    const [locale = fallback] = Intl.DateTimeFormat.supportedLocalesOf([tag.trim()]);
    return locale;
  } catch {
    return fallback;
  }
}
