/** What WeChat pushes: the fields of one message, by their names. */
export type WechatFields = Readonly<Record<string, string>>;

/** One field of the XML that WeChat writes: text with or without `CDATA`. What has more in it is left out. */
const field = /<(\w{1,40})>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>/g;

/**
 * The fields of a push. An account chooses between XML and JSON, so both are read, and of both only what is flat: no
 * entities but the five of XML, no document types, nothing nested. Undefined where it is neither, or names a field
 * twice: whoever wrote may have put it there.
 */
export function fieldsOf(text: string): WechatFields | undefined {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return fieldsOfJson(trimmed);
  const [, inner] = /^<xml>([\s\S]*)<\/xml>$/.exec(trimmed) ?? [];
  if (inner === undefined) return undefined;
  const found = [...inner.matchAll(field)].map(([, name = '', data, plain]): [string, string] => [
    name,
    data?.replaceAll(']]]]><![CDATA[>', ']]>') ?? unescaped(plain ?? ''),
  ]);
  const fields = Object.fromEntries(found);
  return Object.keys(fields).length === found.length ? fields : undefined;
}

function fieldsOfJson(text: string): WechatFields | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
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

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => entities[name] ?? whole);
}
