import type { AdaptivePace } from '../model/guards/adaptive-pace';
import { inTurn } from '../model/guards/in-turn';
import type { Paces } from '../model/guards/paces';
import { MailNotTakenError, MailRateError, type Mailer, type OutgoingMail } from './mailer';

/** How long a mail waits for its turn. Nobody waits for one mail so long that the next is not begun. */
const longestWaitMs = 10_000;

/** A mail service that is given as many mails a second as it takes. */
export class PacedMailer implements Mailer {
  private readonly pace: AdaptivePace;

  constructor(
    private readonly inner: Mailer,
    private readonly paces: Paces,
  ) {
    this.pace = paces.of('mails');
  }

  send(mail: OutgoingMail): Promise<{ readonly messageId: string }> {
    const props = {
      pace: this.pace,
      clock: this.paces.machine.clock,
      timeoutMs: longestWaitMs,
      isRateLimited: (error: Error) => error instanceof MailRateError,
      notBegun: () => new MailNotTakenError('The turn of this mail did not come in time'),
    };
    return inTurn(props, () => this.inner.send(mail));
  }
}
