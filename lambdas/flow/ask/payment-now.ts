import type { Payment, PaymentAnswer } from '../../fulfilment/port/payment';
import { AccountTroubleError, NotAttemptedError } from '../../fulfilment/port/refund-provider';
import { liveParts, type RemedyRecord } from '../../ledger/remedy-record';
import { written } from '../../model/money';
import { backOfPrice, costIn, costOf, isOfProvider, type RemedyPart } from '../../model/remedy';
import { fraudWarnings, lostDisputes, openDispute, type PaymentMark } from '../../ledger/payment/payment-marks';
import { unreachable } from '../../model/unreachable';
import { goneBefore } from '../decide/covered-by';
import { disputed, isAbout, lostTo, warnedOf, type AwaitedAtProvider } from '../decide/fit-to-payment';
import { reportTrouble, type AccountStop, type BreakerContext } from '../fulfil/account-breaker';
import type { FlowContext } from '../record/flow-context';

/** How long the question may take. */
const questionMs = 8_000;

/** What the payment of a remedy means for it at this moment. */
export type PaymentNow =
  /** Nothing at the provider keeps it from being given. */
  | { readonly kind: 'free' }
  | { readonly kind: 'waits'; readonly event: AwaitedAtProvider; readonly why: string }
  /** Nothing of it will ever be owed. */
  | { readonly kind: 'over'; readonly why: string }
  /**
   * It does not fit what is left of the payment. `isGuarded`: the provider would refuse it by itself. Nobody would
   * refuse what is given of the price in another way, where that has gone back before.
   */
  | { readonly kind: 'unfit'; readonly isGuarded: boolean; readonly why: string }
  /** The provider would take it for something else. */
  | { readonly kind: 'other-currency'; readonly why: string }
  /** The whole account is in trouble, and says nothing of any payment. */
  | { readonly kind: 'account'; readonly stop: AccountStop }
  /** Nobody said anything of use. It is asked for again later. */
  | { readonly kind: 'not-known'; readonly why: string };

/** What has to fit into what is left of the payment: the refunds alone, or all that gives back of the price. */
export type Measured = 'refunds' | 'price';

/** Asks the provider for the payment of a recorded remedy. Where it cannot be asked, nothing keeps the remedy. */
export async function paymentNow(
  record: RemedyRecord,
  measured: Measured,
  context: Pick<FlowContext, 'payments' | 'marks' | 'clock'> & BreakerContext,
): Promise<PaymentNow> {
  // What was refused and is asked for again as another part counts once, and what was given has left the payment.
  const toGive = liveParts(record).filter(({ outcome }) => outcome.state !== 'succeeded');
  const parts = toGive.map(({ part }) => part);
  const { payments } = context;
  if (parts.some((part) => backOfPrice(part) !== undefined)) {
    const kept = await keptByMarks(record, context);
    if (kept) return kept;
  }
  if (!payments || parts.every((part) => backOfPrice(part) === undefined)) return { kind: 'free' };
  try {
    return meaningOf(await payments.readPayment(record.paymentId, questionMs), parts, measured);
  } catch (error) {
    if (error instanceof AccountTroubleError) return { kind: 'account', stop: await reportTrouble(error, context) };
    if (!(error instanceof NotAttemptedError)) throw error;
    return { kind: 'not-known', why: 'the provider was not reached' };
  }
}

/**
 * Whoever lets a remedy go has read what its record says, and knows nothing of what a bank said since. A provider that
 * can be asked knows best of disputes.
 */
async function keptByMarks(
  record: RemedyRecord,
  { payments, marks, clock }: Pick<FlowContext, 'payments' | 'marks' | 'clock'>,
): Promise<PaymentNow | undefined> {
  const known = await marks?.readMarks(record.paymentId);
  if (!known) return undefined;
  const isNew = (mark: PaymentMark): boolean => !isNamed(mark, record);
  const warnings = fraudWarnings(known, clock()).filter(isNew);
  if (warnings.length > 0) return unguarded(warnings.map(warnedOf).join('; '));
  if (payments) return undefined;
  const lost = lostDisputes(known).filter(isNew);
  if (lost.length > 0) return unguarded(lost.map(lostTo).join('; '));
  return openDispute(known) && { kind: 'waits', event: 'dispute-closed', why: disputed };
}

/** Whether the record tells people of it. Where it does, it was left to one, who let it go. */
function isNamed(mark: PaymentMark, { reasons, hold, history }: RemedyRecord): boolean {
  const lines = [...reasons, hold?.why ?? '', ...history.map(({ why }) => why)];
  return lines.some((text) => isAbout(mark, text));
}

function meaningOf(answer: PaymentAnswer, parts: readonly RemedyPart[], measured: Measured): PaymentNow {
  switch (answer.kind) {
    case 'payment':
      return meaningOfPayment(answer.payment, parts, measured);
    case 'not-found':
      return { kind: 'unfit', isGuarded: true, why: 'the provider does not know the payment' };
    case 'other-mode':
      return {
        kind: 'unfit',
        isGuarded: true,
        why: `the payment was made in ${answer.isLive ? 'live' : 'test'} mode, and the key is not`,
      };
    case 'unavailable':
      return { kind: 'not-known', why: answer.why };
    default:
      return unreachable(answer);
  }
}

function meaningOfPayment(payment: Payment, parts: readonly RemedyPart[], measured: Measured): PaymentNow {
  switch (payment.status) {
    case 'authorised':
      if (payment.isDisputed) return { kind: 'waits', event: 'dispute-closed', why: disputed };
      if (parts.some(isCancellation)) return { kind: 'free' };
      return { kind: 'waits', event: 'captured', why: 'the payment is authorised, and not captured yet' };
    case 'failed':
      return unguarded('the payment has not succeeded, so nothing was taken so far');
    case 'cancelled':
      // What was to be cancelled is, whoever did it.
      if (parts.some(isCancellation)) return { kind: 'free' };
      return nothingThere('nothing was taken: the payment was cancelled', parts);
    case 'captured': {
      if (payment.isDisputed) return { kind: 'waits', event: 'dispute-closed', why: disputed };
      return enoughLeft(payment, parts, measured);
    }
    default:
      return unreachable(payment.status);
  }
}

/** What was decided is never changed: what does not fit the payment any more is for a person. */
function enoughLeft(payment: Payment, parts: readonly RemedyPart[], measured: Measured): PaymentNow {
  const { paid, refundableMinor, paymentId } = payment;
  const { currency } = paid;
  const refunds = parts.filter((part) => isOfProvider(part) && part.paymentId === paymentId);
  if (refunds.some((part) => costOf(part)?.currency !== currency)) {
    return { kind: 'other-currency', why: `the payment was made in ${currency}, and another currency would be given` };
  }
  const owedMinor = costIn(refunds, currency);
  const owed = written({ amountMinor: owedMinor, currency });
  if (owedMinor > 0 && refundableMinor === 0) {
    return nothingThere(`nothing is left of the payment, and ${owed} were owed`, parts);
  }
  const gone = measured === 'price' ? goneBefore(payment, parts) : undefined;
  if (gone !== undefined) return refundableMinor === 0 ? nothingThere(gone, parts) : unguarded(gone);
  if (owedMinor <= refundableMinor) return { kind: 'free' };
  const left = written({ amountMinor: refundableMinor, currency });
  return { kind: 'unfit', isGuarded: true, why: `${left} are left of the payment, and ${owed} are owed` };
}

function unguarded(why: string): PaymentNow {
  return { kind: 'unfit', isGuarded: false, why };
}

/** What is owed beside the price is not answered by what became of the price. */
function nothingThere(why: string, parts: readonly RemedyPart[]): PaymentNow {
  const isAllOfPrice = parts.every((part) => backOfPrice(part) !== undefined);
  return isAllOfPrice ? { kind: 'over', why } : unguarded(why);
}

function isCancellation({ kind }: RemedyPart): boolean {
  return kind === 'cancellation';
}
