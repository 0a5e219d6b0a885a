import type { Failure } from '../../failures/definition/failure';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import type { RemedyRecord, Notice, NoticeTemplate } from '../../ledger/remedy-record';
import { envelopeOf } from '../../ledger/envelope';
import { moveNotice, noticeCanBecome } from '../../ledger/transitions';
import { unreachable } from '../../model/unreachable';
import { renderEmail, type Signatory } from '../../email/email';
import { MailNotTakenError, type OutgoingMail } from '../../email/mailer';
import type { Outcome } from '../../outcomes/outcome';
import { RetryableError } from '../record/retryable-error';
import { wantedEmail, textFor } from './email-for';
import type { FlowContext } from '../record/flow-context';
import { write, type LostWrite, type Write, type WriteContext } from '../record/record-writer';

/** How long an attempt at sending is left alone. Longer than the function runs, shorter than Lambda's first wait. */
export const sendingLeaseMs = 45_000;

/**
 * How often to read a record again after somebody else wrote it first: the attempt that published it notes that right
 * then.
 */
const recordReads = 4;

export type ApologyContext = WriteContext & Pick<FlowContext, 'mailer' | 'observer'>;

/** An outcome that the customer is written about, with all that the mail is made of. */
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
  /** The mail may have left, and nobody can say. It is not sent again automatically. */
  | { readonly result: 'unknown'; readonly remedyId: string }
  /** It was sent before, or is already known to be unknown. */
  | { readonly result: 'repeated'; readonly remedyId: string }
  /** The ledger does not say that the money moved, so no mail may say so. */
  | { readonly result: 'not-issued'; readonly remedyId: string }
  /** There is nothing to put right, because no mail was sent before. */
  | { readonly result: 'unpublished'; readonly remedyId: string }
  /** The person who decided wrote no message, or the address is not kept any more. */
  | { readonly result: 'no-email'; readonly remedyId: string };

/** Another attempt is sending this mail. Deliver the event again: by then it is sent, or in doubt. */
export class ApologyInProgressError extends RetryableError {
  override readonly name = 'ApologyInProgressError';
}

/**
 * Sends one mail for one outcome, and never moves money. The record is marked before and after sending, so that an
 * event that is delivered again does not send again. A crash between the marks leaves it unknown whether the mail left,
 * and it is marked so: a second apology is worse than a late one.
 *
 * @throws where the event has to be delivered again
 */
export async function apologise(delivery: ApologyDelivery, context: ApologyContext): Promise<ApologyResult> {
  const { remedyId, state } = delivery.outcome;
  for (let reads = 0; reads < recordReads; reads++) {
    const record = await context.ledger.readRemedy(delivery.customerId, remedyId);
    if (!record) throw new Error(`${remedyId} was published as ${state}, but the ledger has no record of it`);
    const wanted = wantedEmail(state, record);
    if ('none' in wanted) return { result: wanted.none, remedyId };
    const result = await sendOnce(record, { template: wanted.template, delivery }, context);
    if (result.result !== 'lost') return result;
  }
  throw new ApologyInProgressError(`${remedyId} is being written by others; this delivery has to come again`);
}

/** One mail of a remedy. */
interface WantedMail {
  readonly template: NoticeTemplate;
  readonly delivery: ApologyDelivery;
}

async function sendOnce(
  record: RemedyRecord,
  wanted: WantedMail,
  context: ApologyContext,
): Promise<ApologyResult | LostWrite> {
  const notice = record.notices[wanted.template];
  const state = notice?.state ?? 'none';
  switch (state) {
    case 'none':
      return begin(record, wanted, context);
    case 'sending':
      return settleSending(record, notice?.at ?? record.committedAt, wanted, context);
    case 'sent':
    case 'delivered':
    case 'bounced':
    case 'complained':
    case 'suppressed':
    case 'unknown':
      observe('apology-repeated', wanted, context);
      return { result: 'repeated', remedyId: record.remedyId };
    default:
      return unreachable(state);
  }
}

async function begin(
  record: RemedyRecord,
  wanted: WantedMail,
  context: ApologyContext,
): Promise<ApologyResult | LostWrite> {
  const { remedyId } = record;
  const { failure, outcome } = wanted.delivery;
  if (!failure) {
    const marked = await mark(record, wanted, { state: 'suppressed' }, 'the address is not kept any more', context);
    return marked.result === 'lost' ? marked : { result: 'no-email', remedyId };
  }
  const message = await messageFor(record, wanted, context);
  if (message === undefined) return { result: 'no-email', remedyId };
  // Before the mark, so that a text that cannot be made leaves no doubt about a mail that was never tried.
  const mail = mailOf(record, failure, message, wanted);
  // A refund that fails weeks later has to be corrected too, and only this failure has the address.
  await context.ledger.keepEnvelope(envelopeOf(record, { failure, detectedAt: outcome.detectedAt }, context.clock()));
  const marked = await markSending(record, wanted, context);
  return marked.result === 'lost' ? marked : send(marked.record, mail, wanted, context);
}

/**
 * A refusal is the message of the person who refused, or is not sent; an approved apology has the message of the
 * approver, if any.
 */
async function messageFor(
  { customerId, remedyId, hold }: RemedyRecord,
  { template }: WantedMail,
  { ledger }: ApologyContext,
): Promise<string | undefined> {
  const isApproved = template === 'apology' && hold !== undefined;
  if (template !== 'refusal' && !isApproved) return '';
  const message = (await ledger.readEnvelope(customerId, remedyId))?.message;
  return isApproved ? (message ?? '') : message;
}

async function markSending(record: RemedyRecord, { template }: WantedMail, context: ApologyContext): Promise<Write> {
  const token = context.newToken();
  const why = `the ${template} is being sent`;
  const marked = await write((stamp) => moveNotice(record, template, { state: 'sending', token }, why, stamp), context);
  if (marked.result === 'won') return marked;
  const { stored } = marked;
  const notice = stored?.notices[template];
  // The mark may have been written, and something else after it, while its reply was lost.
  const isOurs = notice?.state === 'sending' && notice.token === token;
  return stored && isOurs ? { result: 'won', record: stored } : marked;
}

async function send(
  marked: RemedyRecord,
  mail: OutgoingMail,
  wanted: WantedMail,
  context: ApologyContext,
): Promise<ApologyResult> {
  const { remedyId } = marked;
  const posted = await post(mail, context);
  switch (posted.kind) {
    case 'taken': {
      const { messageId } = posted;
      await note(marked, wanted, { state: 'sent', messageId }, 'the mail service took the mail', context);
      observeSent(wanted, context);
      return { result: 'sent', remedyId, template: wanted.template, messageId };
    }
    case 'not-taken':
      await note(marked, wanted, { state: 'none' }, 'the mail service did not take the mail', context);
      throw posted.error;
    case 'no-answer':
      context.observer.trouble(remedyId, 'a mail may or may not have been sent', posted.error);
      return markUnknown(marked, wanted, 'the mail service did not answer', context);
    default:
      return unreachable(posted);
  }
}

/** What became of one call of the mail service. */
type Posted =
  | { readonly kind: 'taken'; readonly messageId: string }
  | { readonly kind: 'not-taken'; readonly error: MailNotTakenError }
  | { readonly kind: 'no-answer'; readonly error: unknown };

async function post(mail: OutgoingMail, { mailer }: ApologyContext): Promise<Posted> {
  try {
    const { messageId } = await mailer.send(mail);
    return { kind: 'taken', messageId };
  } catch (error) {
    return error instanceof MailNotTakenError ? { kind: 'not-taken', error } : { kind: 'no-answer', error };
  }
}

/** Another attempt began to send. If that was long ago it did not come back, and nobody knows whether the mail left. */
async function settleSending(
  record: RemedyRecord,
  since: string,
  wanted: WantedMail,
  context: ApologyContext,
): Promise<ApologyResult> {
  if (context.clock().getTime() - Date.parse(since) < sendingLeaseMs) {
    throw new ApologyInProgressError(
      `another attempt is sending the ${wanted.template} of ${record.remedyId}; this delivery has to come again`,
    );
  }
  return markUnknown(record, wanted, 'an attempt to send did not come back', context);
}

async function markUnknown(
  record: RemedyRecord,
  wanted: WantedMail,
  why: string,
  context: ApologyContext,
): Promise<ApologyResult> {
  await note(record, wanted, { ...record.notices[wanted.template], state: 'unknown' }, why, context);
  observe('apology-unknown', wanted, context);
  return { result: 'unknown', remedyId: record.remedyId };
}

/** What became of the mail is a fact, so it is written also where others have written meanwhile. */
async function note(
  marked: RemedyRecord,
  wanted: WantedMail,
  notice: Omit<Notice, 'at'>,
  why: string,
  context: ApologyContext,
): Promise<void> {
  let record = marked;
  for (let writes = 0; writes < recordReads; writes++) {
    const written = await mark(record, wanted, notice, why, context);
    if (written.result === 'won') return;
    const { stored } = written;
    const now = stored?.notices[wanted.template];
    if (!stored || !now || !noticeCanBecome(now.state, notice.state)) return;
    // Another attempt has begun since, and what becomes of that one is another fact.
    if (now.state === 'sending' && now.token !== marked.notices[wanted.template]?.token) return;
    record = stored;
  }
}

function mark(
  record: RemedyRecord,
  { template }: WantedMail,
  notice: Omit<Notice, 'at'>,
  why: string,
  context: ApologyContext,
): Promise<Write> {
  return write((stamp) => moveNotice(record, template, notice, why, stamp), context);
}

function mailOf(
  record: RemedyRecord,
  failure: Failure,
  message: string,
  { template, delivery }: WantedMail,
): OutgoingMail {
  const text = textFor(template, record, failure, delivery.definition, message);
  const { id: customerId, name, email } = failure.customer;
  const content = renderEmail(text, name, delivery.signatory);
  return { remedyId: record.remedyId, customerId, template, to: { name, email }, ...content };
}

/** How long a customer waited is measured with the apology. Later mails answer something else than the failure. */
function observeSent({ template, delivery }: WantedMail, { observer, clock }: ApologyContext): void {
  const { remedyId, failureType, detectedAt } = delivery.outcome;
  const detectToMailMs = template === 'apology' ? clock().getTime() - Date.parse(detectedAt) : undefined;
  observer.step({ step: 'apology-sent', remedyId, failureType, detectToMailMs });
}

function observe(
  step: 'apology-unknown' | 'apology-repeated',
  { delivery: { outcome } }: WantedMail,
  { observer }: ApologyContext,
): void {
  observer.step({ step, remedyId: outcome.remedyId, failureType: outcome.failureType });
}
