import type { MailSlots } from './mail-slots';

/** The same mail as plain text, for who reads it so. It says all that the HTML says, in the same order. */
export function mailText({ outcome, paragraphs, signature, reference, look }: MailSlots): string {
  const { name, role, company } = signature;
  const headline = outcome?.headline.map(({ text }) => text).join('');
  return [
    [headline, outcome?.arrival],
    ...paragraphs.map((paragraph) => [paragraph]),
    [name, role, company],
    [reference],
    look.legal ?? [],
  ]
    .map((lines) => lines.filter((line) => line !== undefined && line !== '').join('\n'))
    .filter((block) => block !== '')
    .join('\n\n')
    .concat('\n');
}
