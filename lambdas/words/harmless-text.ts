/**
 * One line of harmless text. Line breaks could forge a header or a paragraph, and bidirectional controls can make a
 * sentence read as another one. Names and titles come from outside and may hold both.
 */
export function oneLine(text: string): string {
  return withoutControls(text).trim();
}

/**
 * The same of a text in which values are isolated one by one already: what stands around them stays, if each is closed.
 */
export function oneLineWithIsolates(text: string): string {
  const isolates = text.replace(/[^\u2068\u2069]/gu, '');
  if (!/^(?:\u2068\u2069)+$/u.test(isolates)) return oneLine(text);
  return text
    .split(/([\u2068\u2069])/u)
    .map((piece, index) => (index % 2 === 1 ? piece : withoutControls(piece)))
    .join('')
    .trim();
}

function withoutControls(text: string): string {
  return text.replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '').replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** Names with or without dots between them. It matches wherever it begins, so no text is read twice. */
const dottedNames = /[\p{L}\p{M}\p{N}_.\uFF0E-]+/gu;
const topLevelName = /^\p{L}[\p{L}\p{M}\p{N}-]/u;
const fourNumbers = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)/gu;

/**
 * A text in which no mail client finds a link: a name, a title, the words of a seller or an agent. We send no links, so
 * one that stands in our mail was put there by somebody else. A space is put in, which everybody sees: characters that
 * nobody sees are dropped again where an address is opened.
 */
export function withoutLinks(text: string): string {
  return text
    .replace(/:(?=\/\/)/gu, ': ')
    .replace(/\\(?=\\)/gu, '\\ ')
    .replace(/\bwww(?=[.\uFF0E])/giu, '$& ')
    .replace(dottedNames, withSpacedHosts)
    .replace(fourNumbers, withSpacedAddress);
}

/** One line in which nothing forges a header and nothing is a link. */
export function harmless(text: string): string {
  return withoutLinks(oneLine(text));
}

/**
 * `seller.example`, `www.seller.example`, `ann@seller.example`: what a mail client makes a link of by itself. A host
 * ends with a name that begins with a letter, as `3.99` and `v1.2` do not.
 */
function withSpacedHosts(names: string): string {
  const parts = names.split(/([.\uFF0E])/u);
  let isInHost = false;
  // From the last name to the second. Names and dots take turns.
  for (let at = parts.length - 1; at > 1; at -= 2) {
    const [before = '', dot = '', name = ''] = parts.slice(at - 2, at + 1);
    isInHost = name !== '' && (isInHost || topLevelName.test(name));
    if (isInHost && before !== '') parts[at - 1] = ` ${dot}`;
  }
  return parts.join('');
}

/** Thousands, as many languages write them. */
const inThousands = /^[1-9]\d{0,2}(?:\.\d{3}){3}$/u;

/** `192.0.2.7` is an address of a computer. `1.200.300.400` is a number, and so is what has thousands and no path. */
function withSpacedAddress(numbers: string, at: number, text: string): string {
  const isAddress = numbers.split('.').every((number) => Number(number) <= 255);
  const isOpened = /^[:/]\S/u.test(text.slice(at + numbers.length)) || /[/@]$/u.test(text.slice(0, at));
  return isAddress && (isOpened || !inThousands.test(numbers)) ? numbers.replaceAll('.', ' .') : numbers;
}
