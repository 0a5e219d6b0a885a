import PostalMime, { type Address } from 'postal-mime';
import { textOfHtml } from './text-of-html';
import type { MailReader, ReadMail } from './received-mail';

/** What is said beyond it is in the monitored mailbox alone. */
const longestText = 60_000;

const mostAttached = 20;

/** Reads mails with postal-mime. What is attached is named, and never opened. */
export class PostalMimeReader implements MailReader {
  async read(raw: Uint8Array): Promise<ReadMail> {
    const mail = await PostalMime.parse(raw, {
      maxNestingDepth: 20,
      maxHeadersSize: 256 * 1024,
      rfc822Attachments: true,
    });
    const from = mail.from === undefined ? [] : mailboxes(mail.from);
    const text = mail.text?.trim() ? mail.text : textOfHtml(mail.html ?? '');
    return {
      headers: mail.headers.map(({ key, value }) => ({ name: key, value })),
      from: from.map(({ address }) => address),
      fromName: from[0]?.name ?? '',
      subject: mail.subject ?? '',
      mailId: mail.messageId,
      text: text.slice(0, longestText),
      attached: mail.attachments
        .filter(({ related }) => !related)
        .slice(0, mostAttached)
        .map(({ filename, mimeType }) => filename ?? mimeType),
    };
  }
}

function mailboxes({ name, address, group }: Address): { readonly name: string; readonly address: string }[] {
  return group ?? [{ name, address }];
}
