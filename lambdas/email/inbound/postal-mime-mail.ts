import PostalMime, { addressParser, decodeWords, type Email } from 'postal-mime';
import { textOfHtml } from './text-of-html';
import type { MailReader, ReadMail } from './received-mail';

/** What is said beyond it is in the monitored mailbox alone. */
const longestText = 60_000;

const mostAttached = 20;

const longestName = 120;

/** Reads mails with postal-mime. What is attached is named, and never opened. */
export class PostalMimeReader implements MailReader {
  async read(raw: Uint8Array): Promise<ReadMail> {
    const mail = await PostalMime.parse(raw, {
      maxNestingDepth: 20,
      maxHeadersSize: 256 * 1024,
      rfc822Attachments: true,
    });
    const text = mail.text?.trim() ? mail.text : textOfHtml(mail.html ?? '');
    return {
      headers: mail.headers.map(({ key, value }) => ({ name: key, value })),
      from: addressesIn(mail),
      fromName: mail.from?.name ?? '',
      subject: mail.subject ?? '',
      mailId: mail.messageId,
      text: text.slice(0, longestText),
      attached: mail.attachments
        .filter(({ related }) => !related)
        .slice(0, mostAttached)
        .map(({ filename, mimeType }) => nameOf(filename ?? '') || nameOf(mimeType)),
    };
  }
}

/** Signs that nobody sees may turn a name around: `exe.png` is `gnp.exe` then. */
function nameOf(given: string): string {
  const seen = Array.from(given.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim());
  return seen.length > longestName ? `${seen.slice(0, longestName).join('')}…` : seen.join('');
}

/**
 * Of all `From` together, and not of the first alone: the mailboxes in them, and whatever else has an `@`. It depends
 * on the reader which of several it takes for the sender, and SES may have looked at another.
 */
function addressesIn({ headers }: Pick<Email, 'headers'>): string[] {
  return headers.filter(({ key }) => key === 'from').flatMap(({ value }) => addressesOf(value));
}

function addressesOf(from: string): string[] {
  const mailboxes = addressParser(from, { flatten: true }).map(({ address }) => address ?? '');
  const known = new Set(mailboxes.map((mailbox) => mailbox.toLowerCase()));
  const pieces = decodeWords(from).split(/[\s<>()",;:]/);
  return [...mailboxes, ...pieces.filter((piece) => piece.includes('@') && !known.has(piece.toLowerCase()))];
}
