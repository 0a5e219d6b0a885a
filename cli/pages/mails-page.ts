import type { MailsView } from '../../lambdas/operator-api/response-schemas';
import { printable } from './table';

type Following = MailsView['mails'][number];

/** The mails that would follow each verdict, as they would leave. */
export function mailsPage(mails: readonly Following[]): string {
  return mails.map(followingText).join('\n\n');
}

/** What is wrong with the words of a person. They are sent all the same. */
export function warningsText(mails: readonly Following[]): string[] {
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
  const { template, locale, from, to, signedBy, subject, preview, text, open } = mail;
  const heading = [
    `${verdictWords[verdict]} (${template}, in ${locale}${open.length === 0 ? '' : ', as far as it is known now'}):`,
    `From: ${addressText(from)}`,
    `To: ${addressText(to)}`,
    `Signed by: ${signedBy}`,
    `Subject: ${subject}`,
    `Preview: ${preview}`,
  ];
  const body = text.trimEnd().split('\n');
  const known = open.map((fact) => `Not known yet: ${fact}.`);
  return printable([...heading, '', ...body.map((line) => `  ${line}`.trimEnd()), '', ...known].join('\n').trimEnd());
}

function addressText({ name, email }: { readonly name?: string | undefined; readonly email: string }): string {
  return name === undefined ? email : `${name} <${email}>`;
}
