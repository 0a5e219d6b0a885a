/** A mail that is ready to be sent. */
export interface OutgoingMail {
  readonly remedyId: string;
  /** Whose it is and what it says. The mail service returns both when it reports what became of the mail. */
  readonly customerId: string;
  readonly template: string;
  readonly to: { readonly name: string; readonly email: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Sends mail. It never retries: after a lost reply that would be a second mail. */
export interface Mailer {
  /**
   * @returns the mail service's id, once it has accepted the mail
   * @throws {@link MailNotTakenError} where the service certainly did not accept it; every other error leaves it
   * unknown
   */
  send(mail: OutgoingMail): Promise<{ readonly messageId: string }>;
}

/** The mail service refused the mail or was never reached. Nothing was sent; it may be tried again. */
export class MailNotTakenError extends Error {
  override readonly name = 'MailNotTakenError';
}
