import { harmless, oneLineWithIsolates, withoutLinks } from '../words/harmless-text';

/** What a person answers, and to whom. */
export interface WrittenAnswer {
  readonly text: string;
  readonly signedBy: string;
  readonly company: string;
  /** Of the mail that is answered. */
  readonly subject: string | undefined;
  /** BCP 47. What the customer reads. */
  readonly locale: string | undefined;
}

/** An answer as a mail: from the company by the name of who wrote it, in their words alone. */
export function answerMail({ text, signedBy, company, subject, locale }: WrittenAnswer): {
  readonly name: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
} {
  const person = harmless(signedBy);
  const paragraphs = text
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.split('\n').map((line) => withoutLinks(oneLineWithIsolates(line))))
    .filter((lines) => lines.some((line) => line !== ''));
  const signature = [person, harmless(company)].filter((line) => line !== '');
  const all = [...paragraphs, signature];
  const language = tagOf(locale);
  return {
    name: person === '' ? company : `${person}, ${company}`,
    subject: repliedTo(subject, company),
    text: all.map((lines) => lines.join('\n')).join('\n\n'),
    html:
      `<!doctype html><html lang="${language.tag}" dir="${language.direction}"><head><meta charset="utf-8"><title></title></head>` +
      `<body style="font:16px/1.5 Georgia,serif">${all.map(paragraphOf).join('')}</body></html>`,
  };
}

/** As every mail program writes it, in any language, and once. */
function repliedTo(subject: string | undefined, company: string): string {
  const bare = harmless(subject ?? '').replace(/^(?:\s*(?:re|aw|sv|rv|res|r|odp|回复|答复)\s*[:：])+\s*/iu, '');
  return `Re: ${bare === '' ? company : bare}`.slice(0, 200);
}

function paragraphOf(lines: readonly string[]): string {
  return `<p>${lines.map(escaped).join('<br>')}</p>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function tagOf(locale: string | undefined): { readonly tag: string; readonly direction: 'ltr' | 'rtl' } {
  try {
    const { language } = new Intl.Locale(locale ?? 'en');
    return { tag: language, direction: ['ar', 'fa', 'he', 'ur'].includes(language) ? 'rtl' : 'ltr' };
  } catch {
    return { tag: 'en', direction: 'ltr' };
  }
}
