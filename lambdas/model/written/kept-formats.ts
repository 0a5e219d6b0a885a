/** More locales and currencies than the readers of one process have. */
const mostKept = 200;

/**
 * Formats of `Intl`, made once: making one takes a hundred times as long as using it, and a list uses it for each line.
 *
 * @param make from what it depends on
 */
export function keptFormats<Format>(make: (locale: string, ...rest: string[]) => Format) {
  const kept = new Map<string, Format>();
  return (locale: string, ...rest: string[]): Format => {
    const key = [locale, ...rest].join('\n');
    const known = kept.get(key);
    if (known) return known;
    // Whoever asks names the locale, so there may be any number of them.
    if (kept.size >= mostKept) kept.clear();
    const format = make(locale, ...rest);
    kept.set(key, format);
    return format;
  };
}
