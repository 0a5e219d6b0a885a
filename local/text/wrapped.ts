/** Below this many columns, what stands at the right of a table goes on further to the left. */
const narrowest = 24;

const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/**
 * Lines of text, broken between words where a terminal would break them anywhere. What goes on stands below where the
 * last column begins, which is after the last gap of two spaces. A word that is too long for a line stays whole.
 *
 * @param columns of the terminal; undefined where it is none, and nothing is broken
 */
export function wrapped(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  return text
    .split('\n')
    .flatMap((line) => wrappedLine(line, columns))
    .join('\n');
}

function wrappedLine(line: string, columns: number): string[] {
  if (widthOf(line) <= columns) return [line];
  const lastColumn = widthOf(/^.* {2}/.exec(line)?.[0] ?? '');
  const indent = ' '.repeat(columns - lastColumn < narrowest ? 4 : lastColumn);
  const lines: string[] = [];
  let current = '';
  // Each word with the spaces before it.
  for (const piece of line.split(/(?<! )(?= )/)) {
    if (current.trim() === '' || widthOf(current + piece) <= columns) {
      current += piece;
      continue;
    }
    lines.push(current);
    current = indent + piece.trimStart();
  }
  return [...lines, current];
}

function widthOf(text: string): number {
  return text.length + (text.match(wide)?.length ?? 0);
}
