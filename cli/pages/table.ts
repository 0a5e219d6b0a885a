/**
 * Rows under a heading, in columns as wide as what stands in them. The last column may be long and is not padded.
 */
export function tableOf(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heading, ...rows].map((row) => row.map(printable));
  const widths = heading.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Characters that move a cursor, colour a terminal or turn the reading direction. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text that customers and other systems wrote, made harmless for a terminal. Lines stay. */
export function printable(text: string): string {
  return text.replaceAll('\t', ' ').replace(unprintable, (sign) => (sign === '\n' ? sign : '\ufffd'));
}
