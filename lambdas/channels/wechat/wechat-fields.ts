/** What WeChat pushes: the fields of one message, by their names. */
export type WechatFields = Readonly<Record<string, string>>;

/**
 * The fields of a push. An account chooses between XML and JSON, so both are read, and of both only what is flat: no
 * entities but the five of XML, no document types, nothing nested. Undefined where it is neither, or names a field
 * twice: whoever wrote may have put it there.
 */
export function fieldsOf(text: string): WechatFields | undefined {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return fieldsOfJson(trimmed);
  if (!trimmed.startsWith(root.opening) || !trimmed.endsWith(root.closing)) return undefined;
  const found = elementsIn(trimmed.slice(root.opening.length, -root.closing.length));
  const names = new Set(found?.map(({ name }) => name));
  if (!found || names.size !== found.length) return undefined;
  return Object.fromEntries(found.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
}

const root = { opening: '<xml>', closing: '</xml>' } as const;

/** The value is undefined of what has more elements in it. */
interface Element {
  readonly name: string;
  readonly value: string | undefined;
}

/**
 * The elements of an XML as WeChat writes it: text with or without `CDATA`. It is looked at before its signature, so it
 * is gone through once, however it is made. Undefined where one of them does not end.
 */
function elementsIn(inner: string): readonly Element[] | undefined {
  const found: Element[] = [];
  const opening = /<(\w{1,40})>/g;
  for (let match = opening.exec(inner); match; match = opening.exec(inner)) {
    const [, name = ''] = match;
    const isData = inner.startsWith(data.opening, opening.lastIndex);
    const from = opening.lastIndex + (isData ? data.opening.length : 0);
    const closing = `${isData ? data.closing : ''}</${name}>`;
    const end = inner.indexOf(closing, from);
    if (end < 0) return undefined;
    found.push({ name, value: valueOf(inner.slice(from, end), isData) });
    opening.lastIndex = end + closing.length;
  }
  return found;
}

const data = { opening: '<![CDATA[', closing: ']]>' } as const;

function valueOf(written: string, isData: boolean): string | undefined {
  if (isData) return written.replaceAll(']]]]><![CDATA[>', ']]>');
  return written.includes('<') ? undefined : unescaped(written);
}

function fieldsOfJson(text: string): WechatFields | undefined {
  try {
    const parsed = parsedExactly(text);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    return Object.fromEntries(
      Object.entries(parsed).flatMap(([name, value]): [string, string][] =>
        typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
      ),
    );
  } catch {
    return undefined;
  }
}

/**
 * An id of a message is a number of 64 bits, and a number here has 53: two messages would get one id. So long ones are
 * read as texts. What is no JSON is refused before, so each text in it has its end.
 *
 * @throws SyntaxError
 */
function parsedExactly(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  const exact = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (term) =>
    /^-?\d{16,}$/.test(term) ? `"${term}"` : term,
  );
  return exact === text ? parsed : JSON.parse(exact);
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => entities[name] ?? whole);
}
