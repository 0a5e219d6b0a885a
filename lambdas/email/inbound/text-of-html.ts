/** More of it is no answer of a person. */
const longestHtml = 500_000;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Tags that begin a line, or end one. */
const lineTags = new Set(
  'address blockquote body br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table td th tr ul'.split(' '),
);

/** Nothing in these is read by anybody. */
const unread = new Set(['head', 'script', 'style', 'title', 'template']);

/**
 * The lines that a reader of this HTML sees, one for each block. It is read once from its begin to its end, whatever is
 * in it.
 */
export function textOfHtml(html: string): string {
  const source = html.slice(0, longestHtml);
  let text = '';
  let inside: string | undefined;
  for (let at = 0; at < source.length;) {
    const begin = source.indexOf('<', at);
    if (inside === undefined) text += source.slice(at, begin < 0 ? undefined : begin).replace(/\s+/g, ' ');
    if (begin < 0) break;
    const isComment = source.startsWith('<!--', begin);
    const end = source.indexOf(isComment ? '-->' : '>', begin + 1);
    const next = end < 0 ? source.length : end + (isComment ? 3 : 1);
    const [, slash, name = ''] = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)/.exec(source.slice(begin, begin + 20)) ?? [];
    const tag = name.toLowerCase();
    if (inside === undefined && lineTags.has(tag)) text += '\n';
    if (inside === undefined && slash === '' && unread.has(tag)) inside = tag;
    else if (slash === '/' && tag === inside) inside = undefined;
    at = next;
  }
  return withEntities(text)
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function withEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (whole, decimal, hex, name) => {
    const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? parseInt(String(hex), 16) : undefined;
    if (code === undefined) return entities[String(name)] ?? whole;
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
  });
}
