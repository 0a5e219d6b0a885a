import type { Email } from '../email';

/** A mail to somebody in the company. */
export interface OwnerMail extends Email {
  readonly to: string;
}

/** Sends mail to owners. It never retries: after a lost reply that would be a second mail. */
export interface OwnerMailer {
  /** @throws MailNotTakenError where the service certainly did not accept it; every other error leaves it unknown */
  send(mail: OwnerMail): Promise<void>;
}
