import type { MailSender } from './brand';

/** A mail that is ready to be sent. */
export interface OutgoingMail {
  readonly remedyId: string;
  /** Whose it is and what it says. The mail service returns both when it reports what became of the mail. */
  readonly customerId: string;
  readonly template: string;
  readonly sender: MailSender;
  readonly to: { readonly name?: string | undefined; readonly email: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Only where a person answers: the mails that it belongs to. */
  readonly thread?: Thread | undefined;
}

/** The mails of which one is an answer, by their Message-IDs. */
export interface Thread {
  /** The one that it answers. Missing where its id is not known. */
  readonly answers?: string | undefined;
  /** Those before it. */
  readonly before: readonly string[];
}

/** Sends mail. It never retries: after a lost reply that would be a second mail. */
export interface Mailer {
  /**
   * @returns the mail service's id, once it has accepted the mail, and where its answers go, if not to its sender's
   * `replyTo`
   * @throws {@link MailNotTakenError} where the service certainly did not accept it, {@link AddressRefusedError} where
   * that is so for the address; every other error leaves it unknown, {@link MailServiceFailedError} after an answer
   */
  send(mail: OutgoingMail): Promise<{ readonly messageId: string; readonly replyTo?: string | undefined }>;
}

/** The mail service refused the mail or was never reached. Nothing was sent; it may be tried again. */
export class MailNotTakenError extends Error {
  override readonly name: string = 'MailNotTakenError';
}

/** The mail service takes so many a second, and this was one more. Nothing was sent; a moment later it may be taken. */
export class MailRateError extends MailNotTakenError {
  override readonly name = 'MailRateError';
}

/** The mail service refuses the address itself. Nothing was sent, and to that address nothing ever is. */
export class AddressRefusedError extends MailNotTakenError {
  override readonly name = 'AddressRefusedError';
}

/** The mail service failed on its own side, and says nothing of whether it took the mail. */
export class MailServiceFailedError extends Error {
  override readonly name = 'MailServiceFailedError';
}
