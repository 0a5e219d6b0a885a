import { SendRawEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import { oneLine } from '../../words/harmless-text';
import type { MailSender } from '../brand';
import { composedMail, inAscii } from '../ses/ses-composed-mail';
import { meaningOf } from '../ses/ses-meaning';
import { forwardedText, type ForwardedMail, type MailForwarder } from './mail-forwarder';

/**
 * Sends mails of customers on from our own address, because in theirs nobody else may send. Without the configuration
 * set of the mails to customers: what becomes of it is nobody's remedy. The client has to be created with
 * `maxAttempts: 1`.
 */
export class SesMailForwarder implements MailForwarder {
  constructor(
    private readonly client: SESClient,
    private readonly sender: Pick<MailSender, 'name' | 'email'>,
  ) {}

  async forward(mail: ForwardedMail): Promise<void> {
    const { name, email } = this.sender;
    const { mailbox } = mail;
    const text = forwardedText(mail);
    const answered = mail.from ?? mailbox;
    const mark =
      mail.disbelieved !== undefined
        ? '[from another address] '
        : mail.unheard === undefined
          ? ''
          : '[in no conversation] ';
    const Data = await composedMail({
      sender: { name, email, replyTo: answered },
      to: { email: mailbox },
      subject: `${mark}${mail.reference === undefined ? '' : `${mail.reference}: `}${oneLine(mail.subject)}`.slice(
        0,
        200,
      ),
      text,
      html: `<!doctype html><html lang="en"><meta charset="utf-8"><pre style="white-space:pre-wrap">${escaped(text)}</pre></html>`,
      original: mail.original,
    });
    try {
      await this.client.send(
        new SendRawEmailCommand({ Source: email, Destinations: [inAscii(mailbox)], RawMessage: { Data } }),
      );
    } catch (error) {
      throw meaningOf(error);
    }
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
