import MailComposer from 'nodemailer/lib/mail-composer';
import type { ReceivedMail } from '../../../lambdas/email/inbound/received-mail';
import { renderEmail, type Email } from '../../../lambdas/email/email';
import { plainLook } from '../../../lambdas/email/layout/look';
import type { Language } from './languages';

/** A mail that came, and what it is. Made for these tests: nobody wrote it, and everybody lives at example.com. */
export interface Sample {
  readonly name: string;
  readonly language: Language;
  readonly raw: Buffer;
  readonly received: ReceivedMail;
  /** `customer`: exactly this was said. `elsewhere`: nothing is said in the customer's name. */
  readonly is: 'customer' | 'elsewhere' | 'automatic';
  readonly text?: string;
}

export const shop = { name: 'Example Films', email: 'care@example.com' };

/** One of our mails, laid out as all are. */
export function ourMail({ tag, greeting, paragraphs, invitation }: Language): Email {
  return renderEmail(
    { subject: `Example Films: ${paragraphs[0].slice(0, 40)}`, preview: paragraphs[1], paragraphs },
    { greeting, invitation, reference: `R7K4-M2QX, ord_1`, locale: tag, direction: tag === 'ar' ? 'rtl' : 'ltr' },
    { company: shop.name, signatory: { name: 'Maya Lindqvist', role: 'Head of Customer Care' }, look: plainLook },
  );
}

interface Case {
  readonly language: Language;
  readonly mail: Email;
  readonly email: string;
  readonly replyTo: string;
}

interface Body {
  readonly text?: string;
  readonly html?: string;
  readonly encoding?: 'base64' | 'quoted-printable';
}

const who = `${shop.name} <${shop.email}>`;

/** Every line with a mark, broken anew as programs do. */
function quoted(text: string, width = 72): string {
  return text
    .split('\n')
    .flatMap((line) => wrapped(line, width))
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

function wrapped(line: string, width: number): string[] {
  const lines: string[] = [''];
  for (const piece of line.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + piece.length + 1 > width) lines.push(piece);
    else lines[lines.length - 1] = last === '' ? piece : `${last} ${piece}`;
  }
  return lines;
}

function paragraphs(text: string, tag: string): string {
  return text
    .split('\n\n')
    .map((paragraph) => `<${tag}>${paragraph}</${tag}>`)
    .join(`<${tag}><br></${tag}>`);
}

function headOf({ language, mail, email }: Case, mark = ''): string {
  const [from, sent, to, subject] = language.head.map((name) => `${mark}${name}${mark}`);
  return [`${from}: ${who}`, `${sent}: 2025-11-03 22:15`, `${to}: ${email}`, `${subject}: ${mail.subject}`].join('\n');
}

/** How mail programs write an answer to one of our mails. */
export const clients: Readonly<Record<string, (of: Case) => Body>> = {
  'Gmail, as text': ({ language: { answer, wrote }, mail }) => ({
    text: `${answer}\n\n${wrapped(wrote.replace('{who}', who), 60).join('\n')}\n\n${quoted(mail.text)}`,
  }),
  'Gmail, as HTML alone': ({ language: { answer, wrote }, mail }) => ({
    html:
      `<div dir="auto">${paragraphs(answer, 'div')}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">` +
      `${wrote.replace('{who}', `${shop.name} &lt;<a href="mailto:${shop.email}">${shop.email}</a>&gt;`)}<br></div>` +
      `<blockquote class="gmail_quote">${mail.html}</blockquote></div>`,
  }),
  'Outlook on a desktop': (of) => ({ text: `${of.language.answer}\n\n${headOf(of)}\n\n${of.mail.text}` }),
  'Outlook on a telephone': (of) => ({
    text: `${of.language.answer}\n\n________________________________\n${headOf(of)}\n\n${of.mail.text}`,
    encoding: 'base64',
  }),
  'Outlook, as HTML': (of) => ({
    html:
      `<html><head><style>p.MsoNormal{margin:0}</style></head><body>${paragraphs(of.language.answer, 'p')}` +
      `<div style="border-top:solid"><p>${headOf(of).replaceAll('<', '&lt;').replaceAll('\n', '<br>')}</p></div>${of.mail.html}</body></html>`,
  }),
  'Apple Mail': ({ language: { answer, wrote }, mail }) => ({
    text: `${answer}\n\n> ${wrote.replace('{who}', who)}\n> \n${quoted(mail.text, 1000)}`,
    encoding: 'quoted-printable',
  }),
  'Thunderbird, with a signature': ({ language: { answer, wrote, name }, mail }) => ({
    text: `${answer}\n\n-- \n${name}\nexample.com\n\n${wrote.replace('{who}', who)}\n${quoted(mail.text)}`,
  }),
  'Yahoo, as HTML': ({ language: { answer, wrote }, mail }) => ({
    html:
      `<div>${paragraphs(answer, 'div')}</div><div><br></div><div id="yahoo_quoted"><div>` +
      `${wrote.replace('{who}', `${shop.name} &lt;${shop.email}&gt;`)}</div><div>${mail.html}</div></div>`,
  }),
  'with both kinds of body': ({ language: { answer, wrote }, mail }) => ({
    text: `${answer}\n\n${wrote.replace('{who}', who)}\n\n${quoted(mail.text)}`,
    html: `<p>${answer}</p><blockquote>${mail.html}</blockquote>`,
  }),
  'with the answer below': ({ language: { answer, wrote }, mail }) => ({
    text: `${wrote.replace('{who}', who)}\n${quoted(mail.text)}\n\n${answer}`,
  }),
  'without a quotation': ({ language: { answer } }) => ({ text: answer }),
  'with the HTML quoted as text': ({ language: { answer, wrote }, mail }) => ({
    text: `${answer}\n\n-----\n${wrote.replace('{who}', who)}\n\n${mail.text}`,
  }),
};

const pass = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;

async function composed(
  of: Case,
  body: Body,
  more: { readonly from?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Buffer> {
  const { language, mail, email, replyTo } = of;
  const { encoding, ...content } = body;
  return new MailComposer({
    from: { name: language.name, address: more.from ?? email },
    to: replyTo,
    subject: `${language.re}: ${mail.subject}`,
    newline: 'windows',
    ...(encoding && { textEncoding: encoding }),
    ...content,
    headers: { ...more.headers },
  })
    .compile()
    .build();
}

/** What machines answer. */
const machines: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'an absence by RFC 3834': { 'Auto-Submitted': 'auto-replied' },
  'an absence of Exchange': { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  'an absence of an old program': { Precedence: 'auto_reply', 'X-Autoreply': 'yes' },
};

/** Twenty samples of one language: programs, machines, and whoever is not the customer. */
export async function samplesOf(of: Case, idOf: (name: string) => string): Promise<Sample[]> {
  const { language, email, replyTo } = of;
  const receivedAs = (name: string, change: Partial<ReceivedMail> = {}): ReceivedMail => ({
    id: idOf(name),
    envelopeSender: email,
    recipients: [replyTo],
    verdicts: pass,
    at: '2025-11-04T08:00:00.000Z',
    ...change,
  });
  const samples: Sample[] = [];
  const add = (name: string, raw: Buffer, is: Sample['is'], change?: Partial<ReceivedMail>, text?: string): void => {
    samples.push({ name, language, raw, received: receivedAs(name, change), is, ...(text !== undefined && { text }) });
  };
  for (const [name, bodyOf] of Object.entries(clients)) {
    add(name, await composed(of, bodyOf(of)), 'customer', {}, language.answer);
  }
  const away = { text: language.away };
  for (const [name, headers] of Object.entries(machines)) {
    add(name, await composed(of, away, { headers }), 'automatic');
  }
  add('a bounce', await composed(of, away, { from: 'mailer-daemon@example.com' }), 'automatic', { envelopeSender: '' });
  const usual = clients['Gmail, as text']?.(of) ?? away;
  const other = 'somebody.else@example.com';
  add('from another address', await composed(of, usual, { from: other }), 'elsewhere', { envelopeSender: other });
  const forged = { ...pass, dmarc: 'FAIL', spf: 'FAIL', dkim: 'FAIL' } as const;
  add('forged', await composed(of, usual), 'elsewhere', {
    verdicts: forged,
    envelopeSender: 'x@elsewhere.example.com',
  });
  const unaligned = { ...pass, dmarc: 'GRAY' } as const;
  const strange = { verdicts: unaligned, envelopeSender: 'x@sender.example.net' };
  add('signed by another domain', await composed(of, usual), 'elsewhere', strange);
  const spam = { verdicts: { ...pass, spam: 'FAIL' } as const };
  add('taken for spam', await composed(of, usual), 'elsewhere', spam);
  return samples;
}
