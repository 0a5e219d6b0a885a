import type { Failure } from '../failures/failure';
import type { FailureDefinition, GivenPart } from '../failures/failure-definition';
import type { Entry, EntryPart } from '../ledger/entry';
import type { Ledger } from '../ledger/ledger';
import { moveNotice } from '../ledger/transitions';
import { unreachable } from '../model/unreachable';
import { letterOf, type Signatory } from '../notify/letter';
import { MailNotTakenError, type Mailer, type OutgoingMail } from '../notify/mailer';
import type { Outcome } from '../outcomes/outcome';
import { ComesAgainError } from './comes-again';
import type { Observer } from './observer';

/** How long an attempt at sending is left alone. Longer than the function runs, shorter than Lambda's first wait. */
export const sendingLeaseMs = 45_000;

export interface ApologyPorts {
  readonly ledger: Ledger;
  readonly mailer: Mailer;
  readonly observer: Observer;
  readonly clock: () => Date;
  readonly newToken: () => string;
}

/** A remedy that was issued, with everything its apology is made of. */
export interface ApologyDelivery {
  readonly outcome: Outcome;
  readonly failure: Failure;
  readonly definition: FailureDefinition;
  readonly signatory: Signatory;
}

export type ApologyResult =
  | { readonly result: 'sent'; readonly remedyId: string; readonly messageId: string }
  /** The mail may have left, and nobody can say. It is not sent again by itself. */
  | { readonly result: 'unknown'; readonly remedyId: string }
  /** It was sent before, or is known to be in doubt already. */
  | { readonly result: 'repeated'; readonly remedyId: string }
  /** The ledger does not say that the money moved, so no mail may say so. */
  | { readonly result: 'not-paid'; readonly remedyId: string };

/** Another attempt is sending this apology. Deliver the event again: by then it is sent, or in doubt. */
export class ApologyInProgressError extends ComesAgainError {
  override readonly name = 'ApologyInProgressError';
}

/**
 * Sends one apology for one paid remedy, and never moves money. The entry is marked before and after sending, so that a
 * delivery that comes again does not send again. A crash between the marks leaves the mail in doubt: it is then marked as
 * unknown for the sweep, because a second apology is worse than a late one.
 *
 * @throws where the event has to be delivered again
 */
export async function apologise(delivery: ApologyDelivery, ports: ApologyPorts): Promise<ApologyResult> {
  const { remedyId } = delivery.outcome;
  const token = ports.newToken();
  const entry = await readEntry(delivery, ports.ledger);
  if (entry.state !== 'paid') return { result: 'not-paid', remedyId };

  switch (entry.notice.state) {
    case 'none':
      return sendOnce(entry, token, delivery, ports);
    case 'sending':
      return meetSending(entry, delivery, ports);
    case 'sent':
    case 'delivered':
    case 'bounced':
    case 'complained':
    case 'suppressed':
    case 'unknown':
      observe(ports, delivery, 'apology-repeated');
      return { result: 'repeated', remedyId };
    default:
      return unreachable(entry.notice.state);
  }
}

async function readEntry({ outcome, failure }: ApologyDelivery, ledger: Ledger): Promise<Entry> {
  const entry = await ledger.readEntry(failure.customer.id, outcome.remedyId);
  if (!entry) throw new Error(`${outcome.remedyId} was published as issued, but the ledger has no entry of it`);
  return entry;
}

async function markSending(entry: Entry, token: string, { ledger, clock }: ApologyPorts): Promise<Entry> {
  const marked = moveNotice(entry, { state: 'sending', at: clock().toISOString(), token }, 'the apology is being sent');
  if ((await ledger.saveEntry(marked)) === 'saved') return marked;
  const stored = await ledger.readEntry(entry.customerId, entry.remedyId);
  // The mark may be this attempt's own, written at its first try while the reply was lost.
  if (stored?.notice.state === 'sending' && stored.notice.token === token) return stored;
  throw new ApologyInProgressError(
    `another attempt took up the apology of ${entry.remedyId}; this delivery has to come again`,
  );
}

async function sendOnce(
  entry: Entry,
  token: string,
  delivery: ApologyDelivery,
  ports: ApologyPorts,
): Promise<ApologyResult> {
  // Before the mark, so that words which cannot be found leave no doubt about a mail that was never tried.
  const mail = mailOf(entry, delivery);
  const marked = await markSending(entry, token, ports);
  const sent = await trySending(mail, ports.mailer);
  switch (sent.kind) {
    case 'taken':
      await markSent(marked, sent.messageId, ports);
      observe(ports, delivery, 'apology-sent', ports.clock().getTime() - Date.parse(delivery.outcome.detectedAt));
      return { result: 'sent', remedyId: marked.remedyId, messageId: sent.messageId };
    case 'not-taken':
      await mark(marked, 'none', 'the mail service did not take the apology', ports);
      throw sent.error;
    case 'no-answer':
      ports.observer.trouble(marked.remedyId, 'the apology may or may not have been sent', sent.error);
      return doubt(marked, 'the mail service did not answer', delivery, ports);
    default:
      return unreachable(sent);
  }
}

type Sending =
  | { readonly kind: 'taken'; readonly messageId: string }
  | { readonly kind: 'not-taken'; readonly error: MailNotTakenError }
  | { readonly kind: 'no-answer'; readonly error: unknown };

async function trySending(mail: OutgoingMail, mailer: Mailer): Promise<Sending> {
  try {
    const { messageId } = await mailer.send(mail);
    return { kind: 'taken', messageId };
  } catch (error) {
    return error instanceof MailNotTakenError ? { kind: 'not-taken', error } : { kind: 'no-answer', error };
  }
}

/** Somebody began to send. If that was long ago they did not come back, and nobody knows whether the mail left. */
async function meetSending(entry: Entry, delivery: ApologyDelivery, ports: ApologyPorts): Promise<ApologyResult> {
  const sendingForMs = ports.clock().getTime() - Date.parse(entry.notice.at);
  if (sendingForMs < sendingLeaseMs) {
    throw new ApologyInProgressError(
      `another attempt is sending the apology of ${entry.remedyId}; this delivery has to come again`,
    );
  }
  return doubt(entry, 'an attempt to send did not come back', delivery, ports);
}

async function doubt(
  entry: Entry,
  why: string,
  delivery: ApologyDelivery,
  ports: ApologyPorts,
): Promise<ApologyResult> {
  await mark(entry, 'unknown', why, ports);
  observe(ports, delivery, 'apology-unknown');
  return { result: 'unknown', remedyId: entry.remedyId };
}

/** Whoever wrote the entry in between knows better, be it another attempt or this very write with its reply lost. */
async function mark(
  entry: Entry,
  state: 'none' | 'unknown',
  why: string,
  { ledger, clock }: ApologyPorts,
): Promise<void> {
  await ledger.saveEntry(moveNotice(entry, { state, at: clock().toISOString() }, why));
}

/** That the mail left is a fact, so it is written also over the doubt of another attempt. */
async function markSent(marked: Entry, messageId: string, { ledger, clock }: ApologyPorts): Promise<void> {
  const notice = { state: 'sent', at: clock().toISOString(), messageId } as const;
  const why = 'the mail service took the apology';
  if ((await ledger.saveEntry(moveNotice(marked, notice, why))) === 'saved') return;
  const stored = await ledger.readEntry(marked.customerId, marked.remedyId);
  if (stored?.notice.state === 'unknown') await ledger.saveEntry(moveNotice(stored, notice, why));
}

/** Whom to write to comes with the event; what was given comes from the ledger, which an event cannot talk into anything. */
function mailOf(entry: Entry, { failure, definition, signatory }: ApologyDelivery): OutgoingMail {
  const apology = definition.apologise(failure, entry.parts.map(givenPart));
  const { name, email } = failure.customer;
  return { remedyId: entry.remedyId, to: { name, email }, ...letterOf(apology, name, signatory) };
}

function givenPart({ kind, amountMinor, currency, paymentId, outcome }: EntryPart): GivenPart {
  const arrival = outcome.state === 'paid' ? outcome.arrival : undefined;
  return { kind, amountMinor, currency, paymentId, arrival };
}

function observe(
  { observer }: ApologyPorts,
  { outcome }: ApologyDelivery,
  step: 'apology-sent' | 'apology-unknown' | 'apology-repeated',
  detectToMailMs?: number,
): void {
  observer.step({ step, remedyId: outcome.remedyId, failureType: outcome.failureType, detectToMailMs });
}
