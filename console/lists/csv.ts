/**
 * A spreadsheet takes what begins so for a formula, and carries it out. In many countries cells are parted there by
 * semicolons, whatever quotes are around them, and then a line break within a cell ends its row.
 */
const beginOfFormula = /(?:^|[;\t\r\n]) *(?=[=+\-@＝＋－＠])/g;

/**
 * Rows as CSV (RFC 4180). What a customer or a provider wrote is text in a spreadsheet, too: a cell that would be a
 * formula there has an apostrophe before it.
 */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(text: string): string {
  const harmless = text.replaceAll(beginOfFormula, "$&'");
  return /[",;\r\n\t']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
