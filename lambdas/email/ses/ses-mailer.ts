import { SendRawEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import type { Mailer, OutgoingMail } from '../mailer';
import { composedMail, inAscii } from './ses-composed-mail';
import { meaningOf } from './ses-meaning';
import { customerTags } from './ses-tag';

export interface SesMailerProps {
  readonly configurationSet: string;
}

/**
 * Sends through SES as raw MIME that is rendered here, because SES's own templates do not escape HTML. SES has no
 * idempotency, so the client has to be created with `maxAttempts: 1`.
 */
export class SesMailer implements Mailer {
  constructor(
    private readonly client: SESClient,
    private readonly props: SesMailerProps,
  ) {}

  async send(mail: OutgoingMail): Promise<{ readonly messageId: string }> {
    const command = new SendRawEmailCommand({
      Source: mail.sender.email,
      Destinations: [inAscii(mail.to.email)],
      RawMessage: { Data: await composedMail(mail) },
      ConfigurationSetName: this.props.configurationSet,
      Tags: [
        { Name: 'remedyId', Value: mail.remedyId },
        ...customerTags(mail.customerId),
        { Name: 'template', Value: mail.template },
      ],
    });
    try {
      const { MessageId: messageId } = await this.client.send(command);
      if (!messageId) throw new Error('SES responded without a message id');
      return { messageId };
    } catch (error) {
      throw meaningOf(error);
    }
  }
}
