import type { IncidentMailsView, MailsView } from '../../lambdas/operator-api/response-schemas';
import { printable } from './table';

type Following = MailsView['mails'][number];

/** The mails that would follow each verdict, as they would leave. */
export function mailsPage(mails: readonly Following[]): string {
  return mails.map(followingText).join('\n\n');
}

/** What is wrong with the words of a person. They are sent all the same. */
export function warningsText(mails: readonly Pick<Following, 'mail'>[]): string[] {
  const all = new Set(mails.flatMap(({ mail }) => mail?.warnings ?? []));
  return [...all].map((warning) => printable(`Warning: ${warning}`));
}

const verdictWords: Record<Following['verdict'], string> = {
  approve: 'Approved, this mail leaves',
  reject: 'Rejected, this mail leaves',
};

const noMailWords: Record<Following['verdict'], string> = {
  approve: 'Approved, no mail leaves',
  reject: 'Rejected, no mail leaves',
};

function followingText({ verdict, mail, why = 'nothing is to be said' }: Following): string {
  if (!mail) return printable(`${noMailWords[verdict]}: ${why}.`);
  return mailText(verdictWords[verdict], mail);
}

/** The mail of one of an incident's customers, as it leaves and as it would be in other languages. */
export function incidentMailsPage({ mails, wording }: IncidentMailsView): string {
  const texts = mails.map(({ locale, isTheirs, reads, mail, why = 'nothing is to be said' }) => {
    const who = isTheirs ? `This customer (${locale}) reads` : `Who reads ${locale} would read`;
    if (!mail) return printable(`${who} nothing: ${why}.`);
    return mailText(`${who} ${readsWords[reads]}`, mail);
  });
  const next = `Nothing is decided yet. To approve just these words: --wording ${wording}`;
  return [...texts, ...warningsText(mails), next].join('\n\n');
}

const readsWords: Record<IncidentMailsView['mails'][number]['reads'], string> = {
  message: 'the message',
  note: 'the message, below a note that it is in another language',
  usual: 'our own words',
};

function mailText(heading: string, mail: NonNullable<Following['mail']>): string {
  const { template, locale, from, to, signedBy, signedRole, subject, preview, text, open } = mail;
  const lines = [
    `${heading} (${template}, in ${locale}${open.length === 0 ? '' : ', as far as it is known now'}):`,
    `From: ${addressText(from)}`,
    `To: ${addressText(to)}`,
    `Signed by: ${signedRole === '' ? signedBy : `${signedBy}, ${signedRole}`}`,
    `Subject: ${subject}`,
    `Preview: ${preview}`,
  ];
  const body = text.trimEnd().split('\n');
  const known = open.map((fact) => `Not known yet: ${fact}.`);
  return printable([...lines, '', ...body.map((line) => `  ${line}`.trimEnd()), '', ...known].join('\n').trimEnd());
}

function addressText({ name, email }: { readonly name?: string | undefined; readonly email: string }): string {
  return name === undefined ? email : `${name} <${email}>`;
}
