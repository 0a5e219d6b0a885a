/** A mail that is ready to leave, as the wire takes it. */
export interface OutgoingMail {
  readonly remedyId: string;
  /** Whose it is and what it says, for the mail service to name when it reports what became of it. */
  readonly customerId: string;
  readonly template: string;
  readonly to: { readonly name: string; readonly email: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Hands mail to the world. It never tries twice by itself: a lost reply and a retry would be two mails. */
export interface Mailer {
  /**
   * @returns the mail service's id, once it has taken the mail
   * @throws {@link MailNotTakenError} where the service certainly did not take it; every other error leaves it unknown
   */
  send(mail: OutgoingMail): Promise<{ readonly messageId: string }>;
}

/** The mail service refused the mail or was never reached. Nothing was sent; it may be tried again. */
export class MailNotTakenError extends Error {
  override readonly name = 'MailNotTakenError';
}
