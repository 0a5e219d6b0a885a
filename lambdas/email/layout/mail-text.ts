import type { BodyBlock, MailSlots } from './mail-slots';

/** The same mail as plain text, for who reads it so. It says all that the HTML says, in the same order. */
export function mailText({ outcome, body, page, signature, reference, look }: MailSlots): string {
  const { name, role, company } = signature;
  const headline = outcome?.headline.map(({ text }) => text).join('');
  const lead = page ? [page.text, page.url] : [];
  return [
    [headline, outcome?.arrival],
    ...body.map(linesOf),
    lead,
    [name, role, company],
    [reference],
    look.legal ?? [],
  ]
    .map((lines) => lines.filter((line) => line !== undefined && line !== '').join('\n'))
    .filter((block) => block !== '')
    .join('\n\n')
    .concat('\n');
}

/** A list reads as one in plain text, too: what belongs to an item is set in below it. */
function linesOf(block: BodyBlock): readonly string[] {
  if ('lines' in block) return block.lines;
  return block.items.flatMap(([first = '', ...more], index) => {
    const mark = block.isNumbered ? `${String(index + 1)}. ` : '- ';
    return [`${mark}${first}`, ...more.map((line) => `${' '.repeat(mark.length)}${line}`)];
  });
}
