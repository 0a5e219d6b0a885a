import { SendRawEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import { oneLine } from '../../words/harmless-text';
import type { MailSender } from '../brand';
import { composedMail, inAscii } from '../ses/ses-composed-mail';
import { meaningOf } from '../ses/ses-meaning';
import type { CopiesBoundTold } from './bounded-forwarder';
import {
  forwardedSubject,
  forwardedText,
  type Forwarded,
  type ForwardedMail,
  type MailForwarder,
} from './mail-forwarder';

interface PlainMail {
  readonly mailbox: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly text: string;
  readonly original?: Uint8Array | undefined;
}

/**
 * Sends mails of customers on from our own address, because in theirs nobody else may send. Without the configuration
 * set of the mails to customers: what becomes of it is nobody's remedy. The client has to be created with
 * `maxAttempts: 1`.
 */
export class SesMailForwarder implements MailForwarder, CopiesBoundTold {
  constructor(
    private readonly client: SESClient,
    private readonly sender: Pick<MailSender, 'name' | 'email'>,
  ) {}

  async forward(mail: ForwardedMail): Promise<Forwarded> {
    const { mailbox, original } = mail;
    await this.send({
      mailbox,
      replyTo: mail.answersTo ?? mail.from ?? mailbox,
      subject: oneLine(forwardedSubject(mail)),
      text: forwardedText(mail),
      original,
    });
    return 'sent';
  }

  async tellOfBound(mailbox: string, text: string): Promise<void> {
    await this.send({ mailbox, replyTo: mailbox, subject: '[no more copies today] Mails of customers lie here', text });
  }

  private async send({ mailbox, replyTo, subject, text, original }: PlainMail): Promise<void> {
    const { name, email } = this.sender;
    const Data = await composedMail({
      sender: { name, email, replyTo },
      to: { email: mailbox },
      subject: subject.slice(0, 200),
      text,
      html: `<!doctype html><html lang="en"><meta charset="utf-8"><pre style="white-space:pre-wrap">${escaped(text)}</pre></html>`,
      original,
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
