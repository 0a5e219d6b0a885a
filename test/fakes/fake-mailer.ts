import type { Mailer, OutgoingMail } from '../../lambdas/email/mailer';

/** A mail service that keeps what it took. */
export class FakeMailer implements Mailer {
  readonly mails: OutgoingMail[] = [];
  private readonly troubles: { readonly error: Error; readonly taken: boolean }[] = [];

  /** The next mail ends with this error, and was taken all the same or not. */
  failNext(error: Error, { taken }: { readonly taken: boolean }): void {
    this.troubles.push({ error, taken });
  }

  async send(mail: OutgoingMail): Promise<{ readonly messageId: string }> {
    const trouble = this.troubles.shift();
    if (!trouble || trouble.taken) this.mails.push(mail);
    if (trouble) throw trouble.error;
    return { messageId: `mail-${this.mails.length}` };
  }
}
