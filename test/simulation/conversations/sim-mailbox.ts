import { MailNotTakenError } from '../../../lambdas/email/mailer';
import type { CopiesBoundTold } from '../../../lambdas/email/owners/bounded-forwarder';
import type { Forwarded, ForwardedMail, MailForwarder } from '../../../lambdas/email/owners/mail-forwarder';
import type { Process, SimContext } from '../process';

/** The mailbox that people read. What its mail service takes is there, whether or not the reply arrives. */
export class SimMailbox {
  readonly copies: ForwardedMail[] = [];
  /** How often somebody was told that no more copies come. */
  boundsTold = 0;

  constructor(
    private readonly context: SimContext,
    private readonly onCopy: (copy: ForwardedMail) => void,
  ) {}

  clientOf(current: () => Process): MailForwarder & CopiesBoundTold {
    return {
      forward: (mail) =>
        this.take<Forwarded>(current(), 'sent', () => {
          this.copies.push(mail);
          this.onCopy(mail);
        }),
      tellOfBound: () => this.take(current(), undefined, () => void (this.boundsTold += 1)),
    };
  }

  private take<Value>(process: Process, value: Value, taken: () => void): Promise<Value> {
    const { scheduler, random, faults, trace } = this.context;
    return process.request<Value>(
      () => 'a mail to the mailbox',
      ({ resolve, reject }) => {
        if (random.chance(faults.mailRefused)) {
          scheduler.after(random.int(20, 500), () => reject(new MailNotTakenError('throttled')));
          return;
        }
        const isLost = random.chance(faults.mailLostReply);
        if (isLost) trace.count('copies whose reply was lost');
        scheduler.after(random.int(20, 800), () => {
          taken();
          if (!isLost) scheduler.after(random.int(5, 50), () => resolve(value));
        });
        if (isLost) scheduler.after(10_000, () => reject(new Error('no answer in time')));
      },
    );
  }
}
