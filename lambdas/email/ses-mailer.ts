import { domainToASCII } from 'node:url';
import { SendRawEmailCommand, SESServiceException, type SESClient } from '@aws-sdk/client-ses';
import MailComposer from 'nodemailer/lib/mail-composer';
import { wasNeverConnected } from '../model/connection';
import { redacted } from '../model/guards/redacted';
import { harmless, oneLine } from '../words/harmless-text';
import {
  AddressRefusedError,
  MailNotTakenError,
  MailRateError,
  MailServiceFailedError,
  type Mailer,
  type OutgoingMail,
} from './mailer';
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
      RawMessage: { Data: await this.compose(mail) },
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

  private async compose(mail: OutgoingMail): Promise<Buffer> {
    const { sender } = mail;
    const composer = new MailComposer({
      // RFC 5322 knows no other line end, and some receivers refuse a mail with a bare line feed.
      newline: 'windows',
      from: { name: oneLine(sender.name), address: sender.email },
      to: { name: harmless(mail.to.name ?? ''), address: inAscii(mail.to.email) },
      replyTo: sender.replyTo,
      subject: harmless(mail.subject),
      text: mail.text,
      html: mail.html,
      headers: {
        // RFC 3834: no out-of-office reply should answer this mail.
        'Auto-Submitted': 'auto-generated',
        // `All` would also ask Exchange for no bounces, and then nobody hears that the mail did not arrive.
        'X-Auto-Response-Suppress': 'OOF, AutoReply',
      },
    });
    try {
      return await composer.compile().build();
    } catch (cause) {
      throw new MailNotTakenError('The apology could not be composed as a mail', { cause });
    }
  }
}

/** SES takes a domain with letters outside of ASCII only as `xn--`. It takes no such letters before the `@`. */
function inAscii(address: string): string {
  const at = address.lastIndexOf('@');
  const host = address.slice(at + 1);
  return `${address.slice(0, at)}@${domainToASCII(host) || host}`;
}

/** What an error says of the mail. */
function meaningOf(error: unknown): unknown {
  if (wasNeverConnected(error)) return notTaken(error);
  // By the status, because the SDK attributes every error that it does not know to the client, also an internal one of
  // SES.
  const status = error instanceof SESServiceException ? error.$metadata.httpStatusCode : undefined;
  if (status === undefined) return error;
  if (status >= 500) return new MailServiceFailedError(`SES failed with status ${status}`, { cause: error });
  if (status < 400) return error;
  if (isAboutAddress(error)) {
    return new AddressRefusedError('SES takes no mail to this address', { cause: error });
  }
  return isTooFast(error)
    ? new MailRateError('SES takes no more mails this second', { cause: error })
    : notTaken(error);
}

/** The quota of a day is the same error, and a moment later it is used up still. */
function isTooFast(error: unknown): boolean {
  return error instanceof SESServiceException && /^Throttling/.test(error.name) && /sending rate/i.test(error.message);
}

/** Sender, tags and configuration set are the same in every mail, so what SES finds invalid is the address. */
function isAboutAddress(error: unknown): boolean {
  return error instanceof SESServiceException && error.name === 'InvalidParameterValue' && !/tag/i.test(error.message);
}

function notTaken(cause: unknown): MailNotTakenError {
  const reason = cause instanceof Error ? `${cause.name}: ${redacted(cause.message)}` : 'no reason given';
  return new MailNotTakenError(
    `SES did not accept the apology (${reason}). Check that the sender is a verified identity in this region, that the ` +
      'account is out of the SES sandbox, and that its sending rate is not used up.',
    { cause },
  );
}
