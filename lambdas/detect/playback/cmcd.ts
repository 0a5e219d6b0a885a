/** The keys of one report, as CTA-5004-B names them. An inner list comes as its items. */
export type CmcdReport = Readonly<Record<string, string | boolean | readonly (string | number)[]>>;

const keyPattern = /^[a-z][a-z0-9_.*-]*$/i;

/**
 * One line of the body of an event report. It is a dictionary of Structured Fields (RFC 8941) of which only what
 * reports have is read: texts, tokens, numbers, booleans and inner lists, whose parameters are left out. Undefined
 * where it is none.
 */
export function cmcdReportIn(line: string): CmcdReport | undefined {
  const found: Record<string, string | boolean | readonly (string | number)[]> = {};
  for (const member of apart(line.trim(), ',')) {
    const at = member.indexOf('=');
    const key = (at < 0 ? member : member.slice(0, at)).trim();
    if (!keyPattern.test(key)) return undefined;
    found[key] = at < 0 ? true : valueOf(member.slice(at + 1));
  }
  return found;
}

function valueOf(text: string): string | boolean | readonly (string | number)[] {
  if (text.startsWith('(')) {
    const items = apart(text.slice(1, text.lastIndexOf(')')), ' ').filter((item) => item !== '');
    return items.map((item) => (item.startsWith('"') ? textIn(item) : Number(item.split(';')[0])));
  }
  if (text.startsWith('"')) return textIn(text);
  if (text === '?1' || text === '?0') return text === '?1';
  return text.split(';')[0] ?? '';
}

/** What stands between the first quotes and the next ones. */
function textIn(quoted: string): string {
  let text = '';
  for (let at = 1; at < quoted.length && quoted[at] !== '"'; at++) {
    if (quoted[at] === '\\') at += 1;
    text += quoted[at] ?? '';
  }
  return text;
}

/** Splits where the separator is in no text and in no inner list. */
function apart(line: string, separator: ',' | ' '): string[] {
  const parts: string[] = [];
  let [begin, depth, isQuoted] = [0, 0, false];
  for (let at = 0; at < line.length; at++) {
    const sign = line[at];
    if (isQuoted && sign === '\\') at += 1;
    else if (sign === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    else if (sign === separator && depth === 0) {
      parts.push(line.slice(begin, at));
      begin = at + 1;
    }
  }
  return [...parts, line.slice(begin)];
}
