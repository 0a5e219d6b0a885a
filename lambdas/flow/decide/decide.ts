import type { Failure } from '../../failures/definition/failure';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import {
  policyVersionOf,
  type CommonOptions,
  type EarlierRemedy,
  type PolicyView,
} from '../../failures/definition/policy';
import {
  countSince,
  givenBy,
  givenSince,
  isGiving,
  isHeld,
  knownCommitments,
  type ClosedCommitment,
  type CustomerRecord,
} from '../../ledger/customer-record';
import {
  isPaidBy,
  refundableAmount,
  refundableAmountOfLine,
  type Purchase,
} from '../../ledger/given/refundable-amount';
import { linesBeforeHold } from '../../ledger/given/order-lines';
import { lookAlikeDays, otherCustomerOf } from '../../ledger/other-spellings';
import type { Covered, Decision, GiveDecision, HoldDecision, PolicyDecision } from '../../model/decision';
import { withoutFailure } from '../../model/judging/gesture';
import { limitIn, type Limits } from '../../model/limits';
import { toDecimal } from '../../model/money';
import { backOfPrice, backOfPriceIn, costIn, costOf, currenciesOf, type RemedyPart } from '../../model/remedy';
import { cancelledWhole } from './covered-by';
import { withCommonRules, withFallback } from './common-rules';
import { fitToPayment, heedMarks } from './fit-to-payment';
import { inCurrencyOf, type KnownPayment } from './in-currency-of';
import { dayMs, hourMs } from '../../model/durations';
import { paidForLine } from './paid-for-line';
import { payable, type Payers, type Refundable } from './payable';

/**
 * A failure that happened longer ago is held. Commitments are kept for longer than that, so a replayed archive either
 * finds its commitment or waits for a person, and can never pay again.
 */
export const maxFailureAgeDays = 90;

/** What is said to last longer than that from now on is looked at by a person. */
const mostAheadDays = 31;

/** So far ahead of ours the clock of a detector may be. */
const clockSkewMs = hourMs;

/** What a decision takes into account besides the failure. */
export interface Circumstances {
  readonly definition: FailureDefinition;
  readonly customerRecord: CustomerRecord;
  readonly limits: Limits;
  readonly now: Date;
  /** Who pays, and in what steps. */
  readonly payers: Payers;
  /** @default - the policy's defaults */
  readonly options?: CommonOptions | undefined;
  /** When its remedy was committed, where it is decided once more. ISO 8601. */
  readonly committedAt?: string | undefined;
  /** What the provider knows of the payment. @default - it was not asked */
  readonly payment?: KnownPayment | undefined;
}

/**
 * What one failure earns its customer: the failure type's own policy, and then the rules that hold for all of them.
 * Pure: it depends on nothing but its arguments.
 */
export function decide(failure: Failure, circumstances: Circumstances): Decision {
  const { type, policy } = circumstances.definition;
  const options = circumstances.options ?? policy.defaults;
  const { payment, payers } = circumstances;
  const purchase = purchaseIn(failure, payment);
  const view = viewOf(purchase, circumstances, options);
  const own = policy.decide(failure, view);
  // Where nothing failed, nobody has to prove it, and it is none that is repeated.
  const ruled = withoutFailure.includes(type) ? withFallback(own, failure, view) : withCommonRules(own, failure, view);
  const converted = payment ? inCurrencyOf(payment, ruled, failure.purchase) : ruled;
  const rounded = payable(converted, refundableOf(failure, view), payers);
  const carried = payment ? carriedBy(payment, rounded, purchase, circumstances) : rounded;
  const { ofPayment } = circumstances.customerRecord;
  const decided = heedMarks(carried, ofPayment, payment?.kind === 'payment', circumstances.now);
  const { otherPaymentIds } = purchase;
  const policyVersion = policyVersionOf(type, policy.version, options);
  const decision: Decision =
    decided.outcome === 'none' ? { ...decided, policyVersion } : { ...decided, otherPaymentIds, policyVersion };
  if (!givesByItself(decision)) return decision;

  const aboutCustomer = doubtsAboutCustomer(decision, circumstances);
  const doubts = [
    ...doubtsAboutTime(failure, decision, circumstances),
    ...doubtsAboutSpelling(circumstances),
    ...doubtsAboutAmount(decision, circumstances),
    ...aboutCustomer,
    ...doubtsAboutOrder(purchase, decision, circumstances),
    ...doubtsAboutReport(failure, circumstances),
  ];
  if (doubts.length === 0) return whenItIsOver(decision, circumstances);
  return {
    ...decision,
    outcome: 'hold',
    // Of what a person has to look at for other reasons too, none is the cause.
    cause: doubts.length === aboutCustomer.length && decision.outcome === 'give' ? 'customer-limit' : undefined,
    awaits: undefined,
    reasons: [...doubts, ...decision.reasons],
  };
}

/** All of an authorisation is cancelled, where that may be done and nothing of it was given back before. */
function carriedBy(
  payment: KnownPayment,
  decision: PolicyDecision,
  purchase: Purchase,
  { customerRecord, now }: Circumstances,
): PolicyDecision {
  const isUntouched = !knownCommitments(customerRecord).some(
    (earlier) => isPaidBy(purchase, earlier) && isGiving(earlier),
  );
  const cancelled = payment.kind === 'payment' && isUntouched ? cancelledWhole(payment.payment, decision) : undefined;
  return cancelled ?? fitToPayment(decision, purchase, payment, now);
}

/** It needs no person: it is given at once, or when what is waited for has come or has not. */
export type Unattended = GiveDecision | HoldDecision;

function givesByItself(decision: Decision): decision is Unattended {
  return decision.outcome === 'give' || (decision.outcome === 'hold' && decision.awaits !== undefined);
}

/** The purchase, with all the ids that its payment is known by: two detectors may name it differently. */
function purchaseIn({ purchase }: Failure, payment: KnownPayment | undefined): Purchase {
  return { ...purchase, otherPaymentIds: payment?.kind === 'payment' ? payment.payment.otherIds : undefined };
}

function viewOf(
  purchase: Purchase,
  { customerRecord, now, committedAt }: Circumstances,
  options: CommonOptions,
): PolicyView<CommonOptions> {
  const known = knownCommitments(customerRecord);
  return {
    options,
    now,
    otherPaymentIds: purchase.otherPaymentIds,
    refundableMinor: Math.max(0, refundableAmount(customerRecord, purchase)),
    refundableOfLineMinor: (lineId, paidMinor) =>
      Math.max(0, refundableAmountOfLine(customerRecord, purchase, lineId, paidMinor)),
    earlier: remediesOf(known.filter(isGiving), givenBy, committedAt),
    countSince: (since, type) => countSince(customerRecord, since, type),
    amountSince: (since, type, currency) => givenSince(customerRecord, since, currency, type).amountMinor,
    held: remediesOf(known.filter(isHeld), ({ decision }) => decision.parts, committedAt),
  };
}

/** What a decision may be rounded up to. */
function refundableOf(failure: Failure, view: PolicyView<CommonOptions>): Refundable {
  const { currency, lineId: purchasedLine } = failure.purchase;
  return {
    currency,
    ofPurchaseMinor: view.refundableMinor,
    ofLineMinor: (lineId) => {
      if (lineId === purchasedLine) return view.refundableMinor;
      const paidMinor = paidForLine(failure, lineId);
      return paidMinor === undefined ? undefined : view.refundableOfLineMinor(lineId, paidMinor);
    },
  };
}

function remediesOf(
  commitments: readonly ClosedCommitment[],
  partsOf: (commitment: ClosedCommitment) => readonly RemedyPart[],
  committedAt = '',
): EarlierRemedy[] {
  return commitments
    .map((commitment) => {
      const { remedyId, type, orderId, lineId, committedAt: at, decision } = commitment;
      // What was committed later was decided with this remedy in mind, and takes nothing from it.
      const covers = committedAt === '' || at < committedAt ? decision.covers : undefined;
      return { remedyId, type, orderId, lineId, at, parts: partsOf(commitment), covers };
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

function doubtsAboutTime({ occurredAt }: Failure, { covers = [] }: Unattended, { now }: Circumstances): string[] {
  const ageDays = (now.getTime() - Date.parse(occurredAt)) / dayMs;
  if (ageDays > maxFailureAgeDays) {
    return [`it happened ${Math.floor(ageDays)} days ago, and after ${maxFailureAgeDays} a person decides`];
  }
  if (ageDays < -1) return ['it is dated more than a day into the future'];
  if (aheadMs(covers, now) > mostAheadDays * dayMs) {
    return ['it is said to last longer than until now, and nobody knows yet when it is over'];
  }
  return [];
}

/** How far from now the end lies of the time that is made good. */
function aheadMs(covers: readonly Covered[], now: Date): number {
  return Math.max(0, ...covers.map(({ until }) => (until === undefined ? 0 : Date.parse(until) - now.getTime())));
}

/**
 * Nobody is paid for time that has not come: it is given by itself when that is over. Reported again with another end
 * it is another failure, which earns what this one does not cover.
 */
function whenItIsOver(decision: Unattended, { now }: Circumstances): Unattended {
  const lastsMs = aheadMs(decision.covers ?? [], now);
  if (lastsMs <= clockSkewMs) return decision;
  const before = decision.outcome === 'hold' ? decision.awaits : undefined;
  if (before && (before.then === 'person' || Date.parse(before.until) >= now.getTime() + lastsMs)) return decision;
  const until = new Date(now.getTime() + lastsMs).toISOString();
  return {
    ...decision,
    outcome: 'hold',
    awaits: { ...before, what: before?.what ?? 'the end that is announced', until, then: 'give' },
    reasons: ['it is said to last longer than until now, and is made good when that is over', ...decision.reasons],
  };
}

function doubtsAboutAmount({ parts }: Unattended, { limits }: Circumstances): string[] {
  return currenciesOf(parts).flatMap((currency) => {
    const amountMinor = costIn(parts, currency);
    const limit = limitIn(limits.perRemedy, currency);
    if (amountMinor <= limit) return [];
    if (limits.perRemedy[currency] === undefined) return [`no limit is set for remedies in ${currency}`];
    return [`${amount(amountMinor, currency)} is more than ${amount(limit, currency)}, the limit of one remedy`];
  });
}

/** The same person in two spellings would have the customer's limits twice. */
function doubtsAboutSpelling({ customerRecord, limits, now }: Circumstances): string[] {
  const other = otherCustomerOf(customerRecord, limits, now);
  if (other === undefined) return [];
  const { customerId } = customerRecord;
  return [
    `customer ${other} has had a remedy in the last ${lookAlikeDays(limits)} days, and ${customerId} differs from that in case or in letters that look alike only`,
  ];
}

/** How often and how much one customer is given back in a while without a person looking. */
function doubtsAboutCustomer({ parts }: Unattended, { customerRecord, limits, now }: Circumstances): string[] {
  const { ofOrder } = customerRecord;
  if (ofOrder.length >= linesBeforeHold) {
    return [`its order has had ${ofOrder.length} remedies, and from ${linesBeforeHold} on a person decides`];
  }
  const { windowDays, remedies, amountMinor } = limits.perCustomer;
  const since = new Date(now.getTime() - windowDays * dayMs);
  const { remedies: before } = givenSince(customerRecord, since, '');
  if (before + 1 > remedies) {
    return [`it is the customer's remedy number ${before + 1} in ${windowDays} days, and the limit is ${remedies}`];
  }
  return currenciesOf(parts).flatMap((currency) => {
    const sum = givenSince(customerRecord, since, currency).amountMinor + costIn(parts, currency);
    const limit = limitIn(amountMinor, currency);
    if (sum <= limit) return [];
    return [
      `with this, ${amount(sum, currency)} would go to the customer in ${windowDays} days, and the limit is ${amount(limit, currency)}`,
    ];
  });
}

/** Never more back for a line of an order, or for the whole of it, than was paid. */
function doubtsAboutOrder(purchase: Purchase, { parts }: Unattended, { customerRecord }: Circumstances): string[] {
  const { amountMinor: paid, currency, lineId } = purchase;
  if (parts.some((part) => (backOfPrice(part) ?? costOf(part) ?? purchase).currency !== currency)) {
    return [`it would be given in another currency than ${currency}, in which it was paid`];
  }
  const given = backOfPriceIn(parts, currency);
  const refundableMinor = refundableAmount(customerRecord, purchase);
  if (given === 0 || given <= refundableMinor) return [];
  const what = lineId === undefined ? 'the order' : 'the line';
  return [
    `with this, ${amount(paid - refundableMinor + given, currency)} of ${amount(paid, currency)} paid for ${what} would be given back`,
  ];
}

/** What a person did not believe of a line is not given by itself because it is said in other words. */
function doubtsAboutReport({ evidence, purchase }: Failure, { customerRecord, definition }: Circumstances): string[] {
  if (evidence !== 'reported' || !isReport(definition.type)) return [];
  const { orderId, lineId } = purchase;
  const rejected = knownCommitments(customerRecord).find(
    (other) =>
      other.counted?.isRejected === true &&
      isReport(other.type) &&
      other.orderId === orderId &&
      (other.lineId === undefined || lineId === undefined || other.lineId === lineId),
  );
  if (!rejected) return [];
  return [
    `a person has rejected another report of the same purchase (${rejected.type ?? 'of before'}) and decides on this one, too`,
  ];
}

/** A gesture of a person reports nothing, and neither does who asks for a call. */
function isReport(type: string | undefined): boolean {
  return type === undefined || !withoutFailure.includes(type);
}

function amount(amountMinor: number, currency: string): string {
  return `${toDecimal({ amountMinor, currency })} ${currency}`;
}
