import { Duration } from 'aws-cdk-lib';

/** What is kept of mails that have left, and for how long. */
export interface KeptMails {
  /**
   * How long each mail is kept, in whole days from 1 to 3650: with the name and the address that it went to. An erasure
   * deletes it before.
   *
   * @default Duration.days(90): as long as the address is kept
   */
  readonly expireAfter?: Duration | undefined;
}

/** Longer than anybody asks what a mail said. */
const mostDays = 3650;

/** Whether mails are kept as they left, to be shown. */
export class SentMails {
  /**
   * Each mail to a customer is kept as it left, in a bucket of its own, and shown to whoever may look.
   *
   * @throws Error where it is not whole days from 1 to 3650
   */
  static kept({ expireAfter = Duration.days(90) }: KeptMails = {}): SentMails {
    const days = expireAfter.toDays({ integral: false });
    if (Number.isInteger(days) && days >= 1 && days <= mostDays) return new SentMails({ expireAfter });
    throw new Error(`sentMails.expireAfter is from 1 to ${mostDays} whole days, and not ${days}.`);
  }

  private constructor(
    /** @internal */
    readonly config: Required<{ readonly [Name in keyof KeptMails]: NonNullable<KeptMails[Name]> }>,
  ) {}
}
