import type { Failure } from '../../failures/definition/failure';
import { keptEmail } from '../../ledger/envelope';
import { newHold, waitedInVain } from '../../ledger/record-of';
import type { RemedyRecord, RemedyState } from '../../ledger/remedy-record';
import { withHold, withParts } from '../../ledger/transitions';
import { written } from '../../model/money';
import type { AskForPayment } from '../decide/decide-on-payment';
import { write, writeAndPublish, type Transition } from '../record/record-writer';
import { RetryableError } from '../record/retryable-error';
import type { RemedyContext } from './remedy-context';

/** Others are writing the record of a remedy that waits. Deliver the event again, or what it says would be lost. */
export class HoldContendedError extends RetryableError {
  override readonly name = 'HoldContendedError';
}

/** One more report of a failure that has a remedy already. */
export interface Report {
  readonly failure: Failure;
  /** The product's EventBridge source. */
  readonly source: string | undefined;
  readonly askForPayment: AskForPayment | undefined;
}

/** What a remedy was decided on, as far as two reports of one failure have to agree about it. */
export type DecidedOn = Pick<RemedyRecord, 'orderId' | 'lineId' | 'paymentId' | 'otherPaymentIds' | 'paid'>;

/**
 * Whether another source than the first speaks. Of a remedy that was recorded without its source nobody can say so.
 */
export function isOfAnother(
  { source: first }: Pick<RemedyRecord, 'source'>,
  { source }: { readonly source?: string | undefined },
): boolean {
  return first !== undefined && source !== first;
}

/**
 * How a report differs from the one that was first, in words; undefined where both say the same. Two ids of one payment
 * are the same, which the provider is asked about only where they differ.
 */
export async function contradictionIn(decided: DecidedOn, report: Report): Promise<string | undefined> {
  const { orderId, lineId, paymentId, amountMinor, currency } = report.failure.purchase;
  const paid = { amountMinor, currency };
  const isOfSameLine = lineId === decided.lineId;
  const isAnotherSum = amountMinor !== decided.paid.amountMinor || currency !== decided.paid.currency;
  const isAnotherLine = lineId !== undefined && decided.lineId !== undefined && !isOfSameLine;
  const differences = [
    ...(orderId === decided.orderId ? [] : [`order ${orderId} and not ${decided.orderId}`]),
    ...(isAnotherLine ? [`line ${lineId} and not ${decided.lineId}`] : []),
    ...(isOfSameLine && isAnotherSum ? [`${written(paid)} paid and not ${written(decided.paid)}`] : []),
    ...((await isSamePayment(decided, report)) ? [] : [`payment ${paymentId} and not ${decided.paymentId}`]),
  ];
  return differences.length === 0 ? undefined : differences.join(', ');
}

async function isSamePayment(decided: DecidedOn, { failure, askForPayment }: Report): Promise<boolean> {
  const { paymentId } = failure.purchase;
  const known = [decided.paymentId, ...(decided.otherPaymentIds ?? [])];
  if (known.includes(paymentId)) return true;
  const answer = await askForPayment?.();
  if (answer?.kind !== 'payment') return false;
  const { otherIds = [] } = answer.payment;
  return [answer.payment.paymentId, ...otherIds].some((id) => known.includes(id));
}

/**
 * Who publishes a failure first has its remedy, so whoever says otherwise later has to be heard. Of what still waits a
 * person decides, who reads of both; what was given stays, and the alarm has people look.
 *
 * @returns whether the remedy waits for a person because of it
 * @throws {@link HoldContendedError}
 */
export async function heedReport(record: RemedyRecord, report: Report, context: RemedyContext): Promise<boolean> {
  const { remedyId, type: failureType } = record;
  const differs = await differenceIn(record, report, context);
  if (differs === undefined) {
    if (isOfAnother(record, report)) {
      context.observer.step({ step: 'reported-again', remedyId, failureType, why: `by ${nameOf(report.source)} too` });
    }
    return false;
  }
  const why = `${nameOf(report.source)} reports it too, and not as ${nameOf(record.source)} did: ${differs}`;
  context.observer.step({ step: 'report-contradicted', remedyId, failureType, why });
  if (isNoted(record, why)) return false;
  if (record.state === 'held') {
    await leaveToPersonWithBoth(record, why, context);
    return true;
  }
  // What somebody is carrying out is theirs to write. The alarm rings all the same.
  if (isAtRest[record.state]) await write((stamp) => withParts(record, record.parts, why, stamp), context);
  return false;
}

/** Holds for a person what waits, also for what would release it by itself. */
export async function leaveToPersonWithBoth(record: RemedyRecord, why: string, context: RemedyContext): Promise<void> {
  const written = await writeAndPublish(forPerson(record, why, context), context);
  if (written.result === 'lost') {
    throw new HoldContendedError(`${record.remedyId} is being written by others; this delivery has to come again`);
  }
}

function forPerson(record: RemedyRecord, what: string, { limits }: RemedyContext): Transition {
  const why = `${what}: a person has to look`;
  const unpublished = { ...record, unpublished: true };
  const approvalsNeeded = record.hold?.approvalsNeeded ?? 1;
  return (stamp) => {
    const fresh = newHold(stamp.at, limits.holdHours, { approvalsNeeded, withIncident: false });
    return withHold(unpublished, { ...fresh, ...waitedInVain, cause: undefined, why }, why, stamp);
  };
}

async function differenceIn(record: RemedyRecord, report: Report, context: RemedyContext): Promise<string | undefined> {
  const ofPurchase = await contradictionIn(record, report);
  if (record.state !== 'held' || !isOfAnother(record, report)) return ofPurchase;
  // An address stands in no record. It is read only where somebody else speaks of what still waits.
  const kept = keptEmail(await context.ledger.readEnvelope(record.customerId, record.remedyId));
  const { email } = report.failure.customer;
  const isAnother = kept !== undefined && email !== undefined && kept.toLowerCase() !== email.toLowerCase();
  const differences = [
    ...(ofPurchase === undefined ? [] : [ofPurchase]),
    ...(isAnother ? ['another mail address'] : []),
  ];
  return differences.length === 0 ? undefined : differences.join(', ');
}

/** Nobody is at work on it. */
const isAtRest: Readonly<Record<RemedyState, boolean>> = {
  issued: true,
  rejected: true,
  'needs-attention': true,
  pending: true,
  held: false,
  approved: false,
  executing: false,
  declined: false,
  unknown: false,
  'late-failed': false,
  fallback: false,
};

/** So many different ones are kept of a remedy: nobody fills a record by saying something else each time. */
const mostNoted = 5;

function isNoted({ history }: RemedyRecord, why: string): boolean {
  const noted = history.filter((line) => line.why.includes(' reports it too, and not as '));
  return noted.length >= mostNoted || noted.some((line) => line.why.startsWith(why));
}

function nameOf(source: string | undefined): string {
  return source ?? 'a source that is not known';
}
