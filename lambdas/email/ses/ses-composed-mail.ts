import { domainToASCII } from 'node:url';
import MailComposer from 'nodemailer/lib/mail-composer';
import { harmless, oneLine, oneLineWithIsolates, withoutLinks } from '../../words/harmless-text';
import { MailNotTakenError, type OutgoingMail } from '../mailer';

/**
 * A mail as raw MIME.
 *
 * @throws MailNotTakenError where no mail can be made of it
 */
export async function composedMail(
  mail: Pick<OutgoingMail, 'sender' | 'to' | 'subject' | 'text' | 'html' | 'thread'> & {
    /** A mail that is attached as it came. */
    readonly original?: Uint8Array | undefined;
  },
): Promise<Buffer> {
  const { sender, thread, original } = mail;
  const composer = new MailComposer({
    // RFC 5322 knows no other line end, and some receivers refuse a mail with a bare line feed.
    newline: 'windows',
    from: { name: oneLine(sender.name), address: sender.email },
    to: { name: harmless(mail.to.name ?? ''), address: inAscii(mail.to.email) },
    replyTo: sender.replyTo,
    // What runs from right to left in it stays isolated, as in the text.
    subject: withoutLinks(oneLineWithIsolates(mail.subject)),
    text: mail.text,
    html: mail.html,
    ...(thread?.answers !== undefined && { inReplyTo: thread.answers, references: [...thread.before, thread.answers] }),
    attachments: original && [
      { filename: 'original.eml', contentType: 'message/rfc822', content: Buffer.from(original) },
    ],
    headers: {
      // RFC 3834: no out-of-office reply should answer this mail. What a person wrote is no automatic mail.
      ...(!thread && { 'Auto-Submitted': 'auto-generated' }),
      // `All` would also ask Exchange for no bounces, and then nobody hears that the mail did not arrive.
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
    },
  });
  try {
    return await composer.compile().build();
  } catch (cause) {
    throw new MailNotTakenError('The mail could not be composed', { cause });
  }
}

/** SES takes a domain with letters outside of ASCII only as `xn--`. It takes no such letters before the `@`. */
export function inAscii(address: string): string {
  const at = address.lastIndexOf('@');
  const host = address.slice(at + 1);
  return `${address.slice(0, at)}@${domainToASCII(host) || host}`;
}
