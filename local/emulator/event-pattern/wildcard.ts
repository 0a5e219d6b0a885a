/** The literal pieces of a wildcard expression in order; between two pieces anything may stand. */
export type Wildcard = readonly string[];

/** Reads a wildcard expression, or says what is wrong with it. `\*` and `\\` stand for `*` and `\`. */
export function readWildcard(text: string): { readonly pieces: Wildcard } | { readonly problem: string } {
  const tokens = text.match(/\\?[^]/g) ?? [];
  const pieces: string[] = [''];
  for (const [index, token] of tokens.entries()) {
    if (token === '*') {
      if (tokens[index - 1] === '*') return { problem: 'two wildcard characters follow each other' };
      pieces.push('');
    } else if (token.startsWith('\\') && token !== '\\*' && token !== '\\\\') {
      return { problem: 'a backslash stands before something else than * or a backslash' };
    } else {
      pieces.push(`${pieces.pop() ?? ''}${token.startsWith('\\') ? token.slice(1) : token}`);
    }
  }
  return { pieces };
}

/** Whether the text is the pieces in their order, with anything between them. Linear: each piece is sought once. */
export function fits(wildcard: Wildcard, text: string): boolean {
  const first = wildcard[0] ?? '';
  if (wildcard.length === 1) return text === first;
  const last = wildcard.at(-1) ?? '';
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const piece of wildcard.slice(1, -1)) {
    const found = text.indexOf(piece, from);
    if (found === -1) return false;
    from = found + piece.length;
  }
  return from <= text.length - last.length;
}
