import { AddressRefusedError, MailNotTakenError, type Mailer, type OutgoingMail } from '../../lambdas/email/mailer';
import type { Process, SimContext } from './process';

/** What the mail service reports of a mail later. */
export interface MailReport {
  readonly messageId: string;
  readonly mail: OutgoingMail;
  readonly what: 'Delivery' | 'Bounce' | 'Complaint';
  readonly at: number;
}

export interface MailListener {
  readonly onTaken: (mail: OutgoingMail, messageId: string) => void;
  readonly onReport: (report: MailReport) => void;
}

/** A mail service without idempotency: what it takes is sent, whether or not its reply arrives. */
export class SimMailer {
  readonly taken: OutgoingMail[] = [];

  constructor(
    private readonly context: SimContext,
    private readonly listener: MailListener,
  ) {}

  clientOf(current: () => Process): Mailer {
    return {
      send: async (mail) => {
        const process = current();
        return process.request<{ messageId: string }>(
          () => `mail ${mail.template}`,
          ({ resolve, reject }) => {
            const { scheduler, random, faults, trace } = this.context;
            const record = (result: string): void =>
              trace.record(process.name, () => `▸ mail ${mail.template} of ${mail.remedyId}: ${result}`);
            if (!isTakenBySes(mail.to.email)) {
              scheduler.after(random.int(20, 500), () => {
                trace.count('addresses refused');
                record('address refused');
                reject(new AddressRefusedError('no such domain'));
              });
              return;
            }
            if (random.chance(faults.mailRefused) || random.chance(faults.mailThrottled)) {
              scheduler.after(random.int(20, 500), () => {
                trace.count('mails refused');
                record('refused');
                reject(new MailNotTakenError('throttled'));
              });
              return;
            }
            const losesReply = random.chance(faults.mailLostReply);
            const neverArrives = losesReply && random.chance(0.5);
            scheduler.after(random.int(20, 800), () => {
              if (neverArrives) return;
              const messageId = this.take(mail);
              record(losesReply ? 'taken, but the reply is lost' : 'taken');
              if (!losesReply) scheduler.after(random.int(5, 50), () => resolve({ messageId }));
            });
            if (!losesReply) return;
            trace.count('mail replies lost');
            scheduler.after(10_000, () => {
              record('no answer');
              reject(Object.assign(new Error('no answer in time'), { name: 'TimeoutError' }));
            });
          },
        );
      },
    };
  }

  private take(mail: OutgoingMail): string {
    const { scheduler, random, faults, trace } = this.context;
    this.taken.push(mail);
    trace.count(`mails taken: ${mail.template}`);
    const messageId = `mail-${this.taken.length}`;
    this.listener.onTaken(mail, messageId);
    if (random.chance(faults.mailEventMissing)) return messageId;
    const report = (what: MailReport['what'], afterMs: number): void =>
      scheduler.after(afterMs, () => this.listener.onReport({ messageId, mail, what, at: scheduler.now }));
    // It may be reported before the function that sent it has written down that it did.
    const deliveredAfterMs = random.chance(0.2) ? random.int(1, 20) : random.int(500, 600_000);
    const bounces = random.chance(faults.mailBounces);
    report(bounces ? 'Bounce' : 'Delivery', deliveredAfterMs);
    if (!bounces && random.chance(faults.mailBounces)) {
      report(random.pick(['Complaint', 'Bounce'] as const), deliveredAfterMs + random.int(1_000, 86_400_000));
    }
    return messageId;
  }
}

/** As strict as SES: one mailbox of ASCII at a host name of several labels. */
function isTakenBySes(address: string): boolean {
  return /^[!#-'*+./0-9=?A-Z^_`a-z{|}~-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/i.test(address);
}
