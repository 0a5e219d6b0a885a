import { SendRawEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import type { MailSender } from '../brand';
import { composedMail, inAscii } from '../ses/ses-composed-mail';
import { meaningOf } from '../ses/ses-meaning';
import type { OwnerMail, OwnerMailer } from './owner-mailer';

/**
 * Sends to owners through SES, without the configuration set of the mails to customers: what becomes of it is nobody's
 * remedy. A bounce comes back to the sender. The client has to be created with `maxAttempts: 1`.
 */
export class SesOwnerMailer implements OwnerMailer {
  constructor(
    private readonly client: SESClient,
    private readonly sender: MailSender,
  ) {}

  async send({ to, subject, text, html }: OwnerMail): Promise<void> {
    const Data = await composedMail({ sender: this.sender, to: { email: to }, subject, text, html });
    try {
      await this.client.send(
        new SendRawEmailCommand({ Source: this.sender.email, Destinations: [inAscii(to)], RawMessage: { Data } }),
      );
    } catch (error) {
      throw meaningOf(error);
    }
  }
}
