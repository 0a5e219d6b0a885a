/**
 * An expression for the text in any case, or undefined where EventBridge would not find the text itself.
 *
 * event-ruler (EqualsIgnoreCaseParser) takes, for each UTF-16 unit of the pattern, its lower and its upper case and
 * asks the event for one of the two: "ß" finds "SS", but "ss" does not find "ß". Halves of a surrogate pair do not
 * survive that, hence the undefined.
 */
export function ignoringCase(text: string, part: 'whole' | 'prefix' | 'suffix'): RegExp | undefined {
  if (/[\ud800-\udfff]/.test(text)) return undefined;
  const body = Array.from(text, (unit) => `(?:${literal(unit.toLowerCase())}|${literal(unit.toUpperCase())})`).join('');
  return new RegExp(`${part === 'suffix' ? '' : '^'}${body}${part === 'prefix' ? '' : '$'}`);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
