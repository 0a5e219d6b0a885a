import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';

/** Whether customers are asked whether it was made right, and when. */
export interface FeedbackOptions {
  /**
   * The secret that signs the links in these mails: a line of 32 characters or more, or two while it is rotated, the
   * new one first. It is no other secret's.
   */
  readonly linkSecret: ISecret;
  /**
   * How many days after all that was given should have arrived, from 0 to 30.
   *
   * @default 2
   */
  readonly daysAfterArrival?: number | undefined;
}

/** The same, checked. */
export interface FeedbackConfig {
  readonly linkSecret: ISecret;
  readonly daysAfterArrival: number;
}

const mostDays = 30;

/** A short mail that asks whether it was made right: at most one for each customer in 30 days. */
export class Feedback {
  /**
   * Answered by answering the mail, or on a page of its own at an address of its own. It needs the option `replies`.
   *
   * @throws Error where the days are no whole number from 0 to 30
   */
  static byMail({ linkSecret, daysAfterArrival = 2 }: FeedbackOptions): Feedback {
    if (!Number.isInteger(daysAfterArrival) || daysAfterArrival < 0 || daysAfterArrival > mostDays) {
      throw new Error(
        `feedback.daysAfterArrival is a whole number from 0 to ${mostDays}, and not ${daysAfterArrival}.`,
      );
    }
    return new Feedback({ linkSecret, daysAfterArrival });
  }

  private constructor(
    /** @internal */
    readonly config: FeedbackConfig,
  ) {}
}
