/** The keys of one report, as CTA-5004-B names them. An inner list comes as its items. */
export type CmcdReport = Readonly<Record<string, string | boolean | readonly (string | number)[]>>;

/** `key`, then nothing, a text in quotes, an inner list, or anything up to the next comma. */
const pair = /([a-z][\w.*-]*)(?:=(?:"((?:[^"\\]|\\.)*)"|\(([^()]*)\)|([^,"()]*)))?(?:,|$)/gy;

/** A text in quotes, or a number, without its parameters. */
const item = /"([^"]*)"|(-?\d+(?:\.\d+)?)/g;

/**
 * One line of the body of an event report. It is a dictionary of Structured Fields (RFC 8941) of which only what
 * reports have is read: texts, tokens, numbers, booleans and inner lists, whose parameters are left out.
 * Undefined where it is none.
 */
export function cmcdReportIn(line: string): CmcdReport | undefined {
  const text = line.trim();
  const found: Record<string, string | boolean | readonly (string | number)[]> = {};
  let end = 0;
  for (const match of text.matchAll(pair)) {
    const [whole, key = '', quoted, inner, bare] = match;
    end = match.index + whole.length;
    found[key] = valueOf(quoted, inner, bare);
  }
  return end === text.length && end > 0 ? found : undefined;
}

function valueOf(quoted?: string, inner?: string, bare?: string): string | boolean | readonly (string | number)[] {
  if (quoted !== undefined) return quoted.replaceAll(/\\(.)/gs, '$1');
  if (inner !== undefined) {
    return [...inner.matchAll(item)].map(([, text, number]) => text ?? Number(number));
  }
  if (bare === undefined || bare === '?1') return true;
  return bare === '?0' ? false : (bare.split(';')[0] ?? '');
}
