import type { Failure } from '../../failures/definition/failure';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import type { RemedyRecord, Notice, NoticeTemplate } from '../../ledger/remedy-record';
import { envelopeOf } from '../../ledger/envelope';
import type { Ledger } from '../../ledger/port/ledger';
import { moveNotice, noticeCanBecome } from '../../ledger/transitions';
import { unreachable } from '../../model/unreachable';
import { renderEmail, type Signatory } from '../../email/email';
import { MailNotTakenError, type Mailer, type OutgoingMail } from '../../email/mailer';
import type { Outcome } from '../../outcomes/outcome';
import { RetryableError } from '../record/retryable-error';
import { wantedEmail, textFor } from './email-for';
import type { Observer } from '../record/observer';
import { saveOwn } from '../record/save-own';

/** How long an attempt at sending is left alone. Longer than the function runs, shorter than Lambda's first wait. */
export const sendingLeaseMs = 45_000;

/** How often to read an entry again after somebody else wrote it first, for whoever told of it notes that right then. */
const recordReads = 4;

export interface ApologyPorts {
  readonly ledger: Ledger;
  readonly mailer: Mailer;
  readonly observer: Observer;
  readonly clock: () => Date;
  readonly newToken: () => string;
}

/** An outcome the customer is to hear of, with everything its mail is made of. */
export interface ApologyDelivery {
  readonly outcome: Outcome;
  readonly customerId: string;
  /** Missing where the customer's address is not kept any more. */
  readonly failure: Failure | undefined;
  readonly definition: FailureDefinition;
  readonly signatory: Signatory;
}

export type ApologyResult =
  | {
      readonly result: 'sent';
      readonly remedyId: string;
      readonly template: NoticeTemplate;
      readonly messageId: string;
    }
  /** The mail may have left, and nobody can say. It is not sent again by itself. */
  | { readonly result: 'unknown'; readonly remedyId: string }
  /** It was sent before, or is known to be in doubt already. */
  | { readonly result: 'repeated'; readonly remedyId: string }
  /** The ledger does not say that the money moved, so no mail may say so. */
  | { readonly result: 'not-issued'; readonly remedyId: string }
  /** There is nothing to put right: nobody was told before. */
  | { readonly result: 'unpublished'; readonly remedyId: string }
  /** Whoever decided wants the customer to hear nothing, or nobody knows any more where to write. */
  | { readonly result: 'no-email'; readonly remedyId: string };

/** Another attempt is sending this mail. Deliver the event again: by then it is sent, or in doubt. */
export class ApologyInProgressError extends RetryableError {
  override readonly name = 'ApologyInProgressError';
}

/**
 * Sends one mail for one outcome, and never moves money. The entry is marked before and after sending, so that a
 * delivery that comes again does not send again. A crash between the marks leaves the mail in doubt: it is then marked as
 * unknown, because a second apology is worse than a late one.
 *
 * @throws where the event has to be delivered again
 */
export async function apologise(delivery: ApologyDelivery, ports: ApologyPorts): Promise<ApologyResult> {
  const { remedyId, state } = delivery.outcome;
  for (let reads = 0; reads < recordReads; reads++) {
    const record = await ports.ledger.readRemedy(delivery.customerId, remedyId);
    if (!record) throw new Error(`${remedyId} was published as ${state}, but the ledger has no entry of it`);
    const wanted = wantedEmail(state, record);
    if ('none' in wanted) return { result: wanted.none, remedyId };
    const result = await new Sending(wanted.template, delivery, ports).meet(record);
    if (result !== 'overtaken') return result;
  }
  throw new ApologyInProgressError(`${remedyId} is being written by others; this delivery has to come again`);
}

/** What became of one call of the mail service. */
type Posted =
  | { readonly kind: 'taken'; readonly messageId: string }
  | { readonly kind: 'not-taken'; readonly error: MailNotTakenError }
  | { readonly kind: 'no-answer'; readonly error: unknown };

/** One attempt at one mail. */
class Sending {
  private readonly remedyId: string;
  private readonly token: string;

  constructor(
    private readonly template: NoticeTemplate,
    private readonly delivery: ApologyDelivery,
    private readonly ports: ApologyPorts,
  ) {
    this.remedyId = delivery.outcome.remedyId;
    this.token = ports.newToken();
  }

  /** @returns `overtaken` where somebody else wrote the entry meanwhile, and it has to be met anew */
  async meet(record: RemedyRecord): Promise<ApologyResult | 'overtaken'> {
    const notice = record.notices[this.template];
    const state = notice?.state ?? 'none';
    switch (state) {
      case 'none':
        return this.begin(record);
      case 'sending':
        return this.meetSending(record, notice?.at ?? record.committedAt);
      case 'sent':
      case 'delivered':
      case 'bounced':
      case 'complained':
      case 'suppressed':
      case 'unknown':
        this.observe('apology-repeated');
        return { result: 'repeated', remedyId: this.remedyId };
      default:
        return unreachable(state);
    }
  }

  private async begin(record: RemedyRecord): Promise<ApologyResult | 'overtaken'> {
    const { failure } = this.delivery;
    if (!failure) {
      const marked = await this.mark(record, { state: 'suppressed' }, 'the address is not kept any more');
      if (marked === 'stale') return 'overtaken';
      return { result: 'no-email', remedyId: this.remedyId };
    }
    const message = await this.messageFor(record);
    if (message === undefined) return { result: 'no-email', remedyId: this.remedyId };
    // Before the mark, so that words which cannot be found leave no doubt about a mail that was never tried.
    const mail = this.mailOf(record, failure, message);
    // A refund that fails weeks later has to be told too, and only this failure knows whom.
    await this.ports.ledger.keepEnvelope(
      envelopeOf(record, { failure, detectedAt: this.delivery.outcome.detectedAt }, this.ports.clock()),
    );
    const marked = await this.markSending(record);
    return marked === 'overtaken' ? marked : this.send(marked, mail);
  }

  /** A refusal is the message of the person who rejected, or is not written; an apology is that of the person who approved, if there is one. */
  private async messageFor({ customerId, hold }: RemedyRecord): Promise<string | undefined> {
    const isApproved = this.template === 'apology' && hold !== undefined;
    if (this.template !== 'refusal' && !isApproved) return '';
    const message = (await this.ports.ledger.readEnvelope(customerId, this.remedyId))?.message;
    return isApproved ? (message ?? '') : message;
  }

  private async send(marked: RemedyRecord, mail: OutgoingMail): Promise<ApologyResult> {
    const posted = await this.post(mail);
    switch (posted.kind) {
      case 'taken':
        await this.note(marked, { state: 'sent', messageId: posted.messageId }, 'the mail service took the mail');
        this.observe('apology-sent', this.detectToMailMs());
        return { result: 'sent', remedyId: this.remedyId, template: this.template, messageId: posted.messageId };
      case 'not-taken':
        await this.note(marked, { state: 'none' }, 'the mail service did not take the mail');
        throw posted.error;
      case 'no-answer':
        this.ports.observer.trouble(this.remedyId, 'a mail may or may not have been sent', posted.error);
        return this.doubt(marked, 'the mail service did not answer');
      default:
        return unreachable(posted);
    }
  }

  private async post(mail: OutgoingMail): Promise<Posted> {
    try {
      const { messageId } = await this.ports.mailer.send(mail);
      return { kind: 'taken', messageId };
    } catch (error) {
      return error instanceof MailNotTakenError ? { kind: 'not-taken', error } : { kind: 'no-answer', error };
    }
  }

  private async markSending(record: RemedyRecord): Promise<RemedyRecord | 'overtaken'> {
    const marked = this.moved(record, { state: 'sending', token: this.token }, `the ${this.template} is being sent`);
    if ((await saveOwn(marked, this.ports.ledger)) === 'saved') return marked;
    const stored = await this.ports.ledger.readRemedy(record.customerId, this.remedyId);
    const notice = stored?.notices[this.template];
    // The mark may have been written, and something else after it, while its reply was lost.
    return stored && notice?.state === 'sending' && notice.token === this.token ? stored : 'overtaken';
  }

  /** Somebody began to send. If that was long ago they did not come back, and nobody knows whether the mail left. */
  private async meetSending(record: RemedyRecord, since: string): Promise<ApologyResult> {
    if (this.ports.clock().getTime() - Date.parse(since) < sendingLeaseMs) {
      throw new ApologyInProgressError(
        `another attempt is sending the ${this.template} of ${this.remedyId}; this delivery has to come again`,
      );
    }
    return this.doubt(record, 'an attempt to send did not come back');
  }

  private async doubt(record: RemedyRecord, why: string): Promise<ApologyResult> {
    await this.note(record, { ...record.notices[this.template], state: 'unknown' }, why);
    this.observe('apology-unknown');
    return { result: 'unknown', remedyId: this.remedyId };
  }

  /** What became of the mail is a fact, so it is written also where others have written meanwhile. */
  private async note(marked: RemedyRecord, notice: Omit<Notice, 'at'>, why: string): Promise<void> {
    let record = marked;
    for (let writes = 0; writes < recordReads; writes++) {
      if ((await this.mark(record, notice, why)) === 'saved') return;
      const stored = await this.ports.ledger.readRemedy(record.customerId, this.remedyId);
      const now = stored?.notices[this.template];
      if (!stored || !now || !noticeCanBecome(now.state, notice.state)) return;
      // Another attempt has begun since, and what becomes of that one is another fact.
      if (now.state === 'sending' && now.token !== marked.notices[this.template]?.token) return;
      record = stored;
    }
  }

  private async mark(record: RemedyRecord, notice: Omit<Notice, 'at'>, why: string): Promise<'saved' | 'stale'> {
    return saveOwn(this.moved(record, notice, why), this.ports.ledger);
  }

  private moved(record: RemedyRecord, notice: Omit<Notice, 'at'>, why: string): RemedyRecord {
    const at = this.ports.clock().toISOString();
    return moveNotice(record, this.template, { ...notice, at }, why, this.token);
  }

  private mailOf(record: RemedyRecord, failure: Failure, message: string): OutgoingMail {
    const text = textFor(this.template, record, failure, this.delivery.definition, message);
    const { id: customerId, name, email } = failure.customer;
    const content = renderEmail(text, name, this.delivery.signatory);
    return { remedyId: this.remedyId, customerId, template: this.template, to: { name, email }, ...content };
  }

  /** How long a customer waited for the apology. Later mails answer something else than the failure. */
  private detectToMailMs(): number | undefined {
    if (this.template !== 'apology') return undefined;
    return this.ports.clock().getTime() - Date.parse(this.delivery.outcome.detectedAt);
  }

  private observe(step: 'apology-sent' | 'apology-unknown' | 'apology-repeated', detectToMailMs?: number): void {
    const { failureType } = this.delivery.outcome;
    this.ports.observer.step({ step, remedyId: this.remedyId, failureType, detectToMailMs });
  }
}
