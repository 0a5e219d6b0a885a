import type { Payment } from '../../fulfilment/port/payment';
import type { Failure } from '../../failures/definition/failure';
import type { Awaited, AwaitedEvent, PolicyDecision } from '../../model/decision';
import { dayMs } from '../../model/durations';
import { backOfPrice } from '../../model/remedy';
import type { HoldCause } from '../../model/guards/hold-cause';
import { awaitedOf } from '../../model/guards/breaker';
import {
  fraudWarnings,
  lostDisputes,
  openDispute,
  type PaymentMark,
  type PaymentMarks,
} from '../../ledger/payment/payment-marks';
import { unreachable } from '../../model/unreachable';
import { coveredBy, goneBefore } from './covered-by';
import type { KnownPayment } from './in-currency-of';

type Purchase = Pick<Failure['purchase'], 'paymentId'>;
type Given = Extract<PolicyDecision, { outcome: 'give' | 'hold' }>;

/** What the provider knows of, and is asked for. */
export type AwaitedAtProvider = Extract<AwaitedEvent, 'captured' | 'dispute-closed'>;

/**
 * How long something is waited for at the provider. Authorisations end after a week, the longest after a month, and
 * banks decide a dispute within about three months.
 */
const waits: Readonly<Record<AwaitedAtProvider, Wait>> = {
  captured: { what: 'the capture of the payment', days: 31, cause: 'capture' },
  'dispute-closed': { what: 'the end of the dispute about the payment', days: 120, cause: 'dispute' },
};

interface Wait {
  readonly what: string;
  readonly days: number;
  readonly cause: HoldCause;
}

/**
 * The decision, in the currency that was paid, as far as the payment carries it: no more than is left, and not before
 * the money was taken or while a bank decides about it. Pure.
 */
export function fitToPayment(
  decision: PolicyDecision,
  purchase: Purchase,
  answer: KnownPayment,
  now: Date,
): PolicyDecision {
  if (decision.outcome === 'none') return decision;
  switch (answer.kind) {
    case 'not-found':
      return heldFor(`the provider does not know the payment ${purchase.paymentId}`, decision);
    case 'other-mode':
      return heldFor(otherMode(answer.isLive), decision);
    case 'account-trouble':
      return waitingForAccount(answer, decision, now);
    case 'payment':
      return fitTo(answer.payment, decision, now);
    default:
      return unreachable(answer);
  }
}

function fitTo(payment: Payment, decision: Given, now: Date): PolicyDecision {
  switch (payment.status) {
    case 'failed':
      return heldFor('the payment has not succeeded, so nothing was taken so far', decision);
    case 'cancelled':
      return withoutPrice(decision);
    case 'authorised':
    case 'captured': {
      const carried = carriedBy(payment, decision);
      if (payment.isDisputed) return waitingFor('dispute-closed', disputed, carried, now);
      if (payment.status === 'captured') return carried;
      return waitingFor('captured', 'the payment is authorised, and not captured yet', carried, now);
    }
    default:
      return unreachable(payment.status);
  }
}

function carriedBy(payment: Payment, decision: Given): Given {
  const gone = goneBefore(payment, decision.parts);
  if (gone !== undefined) return heldFor(gone, decision);
  const covered = coveredBy(payment, decision.parts);
  const reasons = [...covered.reasons, ...decision.reasons];
  if (covered.parts.length === 0 && decision.parts.length > 0) return { ...held(decision), reasons };
  const { owedBy } = decision;
  const uncovered = covered.uncovered && { uncovered: { ...covered.uncovered, owedBy } };
  return { ...decision, parts: covered.parts, reasons, ...uncovered };
}

/** Nothing was taken, so nothing of the price can be given back. What is owed beside it stays. */
function withoutPrice(decision: Given): PolicyDecision {
  const why = 'nothing was taken: the payment was cancelled';
  const parts = decision.parts.filter((part) => backOfPrice(part) === undefined);
  if (parts.length === 0) return { outcome: 'none', reasons: [why] };
  return { ...decision, parts, reasons: [why, ...decision.reasons] };
}

/**
 * The decision in the light of what banks have said of the payment. A warning of fraud is for a person: whoever paid
 * was perhaps not who was let down, and a dispute that follows gives the money back once more. Disputes count where the
 * provider itself cannot be asked, which knows best: one that is lost is for a person, an open one is waited for. Pure.
 */
export function heedMarks(
  decision: PolicyDecision,
  marks: PaymentMarks | undefined,
  isAsked: boolean,
  now: Date,
): PolicyDecision {
  const givesBack = decision.outcome !== 'none' && decision.parts.some((part) => backOfPrice(part) !== undefined);
  if (!marks || !givesBack) return decision;
  const warnings = fraudWarnings(marks, now);
  if (warnings.length > 0) {
    const cause = decision.outcome === 'give' || decision.cause === 'dispute' ? 'fraud-warning' : undefined;
    return { ...heldFor(warnings.map(warnedOf), decision), outcome: 'hold', cause };
  }
  if (isAsked) return decision;
  const lost = lostDisputes(marks);
  if (lost.length > 0) return heldFor(lost.map(lostTo), decision);
  if (!openDispute(marks)) return decision;
  return waitingFor('dispute-closed', disputed, decision, now);
}

/** Why nothing is given where a bank warns of fraud. */
export function warnedOf({ id, at }: PaymentMark): string {
  return `the bank has warned on ${at.slice(0, 10)} that the payment may be fraud (${id})`;
}

/** Why nothing is given where a bank has given the money back already. */
export function lostTo({ id, at }: PaymentMark): string {
  return `the bank has given the money back on ${at.slice(0, 10)}, after a dispute that was lost (${id})`;
}

/** Whether a text says that of this very warning or dispute. */
export function isAbout({ id }: PaymentMark, text: string): boolean {
  return text.includes(`(${id})`);
}

/** Why nothing is given while a bank decides. */
export const disputed = 'the payment is disputed';

/** What is held already, for a person or for something else, is looked at again before it is carried out. */
function waitingFor(event: AwaitedAtProvider, why: string, decision: Given, now: Date): Given {
  const reasons = [why, ...decision.reasons];
  if (decision.outcome === 'hold') return { ...decision, reasons };
  return { ...decision, outcome: 'hold', cause: causeOfWait(event), awaits: waitFor(event, now), reasons };
}

/** What is waited for at the provider, from now on. */
export function waitFor(event: AwaitedAtProvider, now: Date): Awaited {
  const { what, days } = waits[event];
  const until = new Date(now.getTime() + days * dayMs).toISOString();
  return { what, until, then: 'person', event };
}

/** What keeps a remedy back while that is waited for. */
export function causeOfWait(event: AwaitedAtProvider): HoldCause {
  return waits[event].cause;
}

/** What is held already waits for that first. */
function waitingForAccount(
  { account, why }: Extract<KnownPayment, { kind: 'account-trouble' }>,
  decision: Given,
  now: Date,
): Given {
  if (decision.outcome === 'hold') return decision;
  return { ...decision, outcome: 'hold', awaits: awaitedOf(account, now), reasons: [why, ...decision.reasons] };
}

function otherMode(isLive: boolean): string {
  return isLive
    ? 'the payment was made in live mode, and the key of the provider is one for tests'
    : 'the payment was made in test mode, and the key of the provider is a live one';
}

function heldFor(why: string | readonly string[], decision: Given): Given {
  return { ...held(decision), reasons: [why, decision.reasons].flat() };
}

/** A decision on the incident, or the end of a wait, does not answer this, whatever else it was held for. */
function held(decision: Given): Given {
  return { ...decision, outcome: 'hold', withIncident: undefined, cause: undefined, awaits: undefined };
}
