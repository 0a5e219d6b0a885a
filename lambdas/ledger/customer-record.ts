import type { BindingDecision } from '../model/decision';
import type { Money } from '../model/money';
import { asMoney, backOfPriceIn, costIn, currenciesOf, moneyBackIn, type RemedyPart } from '../model/remedy';
import { dayMs } from '../model/durations';

/** How long a commitment is kept at least, so that a replayed event still finds it. */
export const dedupeDays = 400;

/**
 * A customer record with this many commitments holds what comes next: a person looks at a customer who is let down so
 * often.
 */
export const commitmentsBeforeHold = 100;

/**
 * The decision on one remedy, written before anything is paid. It binds: an attempt that continues it, now or after a
 * crash, carries out this decision and never decides again.
 */
export interface Commitment {
  readonly remedyId: string;
  /** The failure type. Commitments from before it was kept lack it. */
  readonly type?: string | undefined;
  readonly orderId: string;
  /** Missing where the failure is about the whole order. */
  readonly lineId?: string | undefined;
  /** What it was paid with. The months of a subscription are payments of one order. */
  readonly paymentId: string;
  /** The incident it was counted against. Another detector of the same failure may name another one. */
  readonly incidentId?: string | undefined;
  /** What was paid for the line, or for the whole order. Never more than that goes back. */
  readonly paid: Money;
  readonly decision: BindingDecision;
  /** When a person released what was held. From then on it counts as given. ISO 8601. */
  readonly releasedAt?: string | undefined;
  /** Since when it is stopped, with nothing of it given. Until it is released it counts nothing. ISO 8601. */
  readonly stoppedAt?: string | undefined;
  /** When it was committed, and with it how old the provider's idempotency keys can be. ISO 8601. */
  readonly committedAt: string;
  /** The attempt that may carry it out. */
  readonly token: string;
  /** Until then the attempt is left alone; afterwards another one may take over. ISO 8601. */
  readonly leaseUntil: string;
  /** The attempt gave it back, and no attempt has asked anybody for anything yet. */
  readonly isUntouched?: boolean | undefined;
}

/** All commitments to one customer that are still kept, and a version by which two writers notice each other. */
export interface CustomerRecord {
  readonly customerId: string;
  /** 0 before the first commitment is written. */
  readonly version: number;
  readonly commitments: readonly Commitment[];
}

export function newCustomerRecord(customerId: string): CustomerRecord {
  return { customerId, version: 0, commitments: [] };
}

export function commitmentOf(customerRecord: CustomerRecord, remedyId: string): Commitment | undefined {
  return customerRecord.commitments.find((commitment) => commitment.remedyId === remedyId);
}

/** The customer record's next version, with the commitment in it and without those that are no longer needed. */
export function withCommitment(customerRecord: CustomerRecord, commitment: Commitment): CustomerRecord {
  const keptSince = Date.parse(commitment.committedAt) - dedupeDays * dayMs;
  const kept = customerRecord.commitments.filter((other) => Date.parse(other.committedAt) >= keptSince);
  return { ...customerRecord, version: customerRecord.version + 1, commitments: [...kept, commitment] };
}

/**
 * The customer record's next version, where another attempt holds the commitment. The decision stays as it was
 * committed.
 */
export function withLease(
  customerRecord: CustomerRecord,
  remedyId: string,
  lease: Pick<Commitment, 'token' | 'leaseUntil' | 'isUntouched'>,
): CustomerRecord {
  const commitments = customerRecord.commitments.map((commitment) =>
    commitment.remedyId === remedyId ? { ...commitment, ...lease } : commitment,
  );
  return { ...customerRecord, version: customerRecord.version + 1, commitments };
}

/** The customer record's next version, after a person has released what was held. */
export function withRelease(customerRecord: CustomerRecord, remedyId: string, releasedAt: string): CustomerRecord {
  const commitments = customerRecord.commitments.map((commitment) =>
    commitment.remedyId === remedyId ? { ...commitment, releasedAt, stoppedAt: undefined } : commitment,
  );
  return { ...customerRecord, version: customerRecord.version + 1, commitments };
}

/** The customer record's next version, after something was stopped before anything of it was given. */
export function withStop(customerRecord: CustomerRecord, remedyId: string, stoppedAt: string): CustomerRecord {
  const commitments = customerRecord.commitments.map((commitment) =>
    commitment.remedyId === remedyId ? { ...commitment, releasedAt: undefined, stoppedAt } : commitment,
  );
  return { ...customerRecord, version: customerRecord.version + 1, commitments };
}

/**
 * A commitment that gives: decided so, held and then released, or waiting only for something that was allowed for
 * already.
 */
export function isGiving({ decision, releasedAt, stoppedAt }: Commitment): boolean {
  if (stoppedAt !== undefined) return false;
  return decision.outcome === 'give' || decision.awaits !== undefined || releasedAt !== undefined;
}

/** A purchase as a failure names it: a line of an order, or the whole order, and the payment it was paid with. */
export type Purchase = Pick<Commitment, 'orderId' | 'lineId' | 'paymentId'> & Money;

/**
 * How much of what was paid for a purchase was not committed yet, in minor units of its currency. Below zero where
 * more was committed. A line has no more left than its order has, where an earlier failure said what the order cost.
 * Counted by payment: what one payment gave back leaves another of the same order, such as a subscription's next
 * month, as it was.
 */
export function refundableAmount(customerRecord: CustomerRecord, purchase: Purchase): number {
  const { lineId, amountMinor, currency } = purchase;
  const commitments = customerRecord.commitments
    .filter(({ orderId, paymentId }) => orderId === purchase.orderId && paymentId === purchase.paymentId)
    .filter(isGiving);
  const backOfOrder = sumOf(commitments, ({ decision }) => backOfPriceIn(decision.parts, currency));
  if (lineId === undefined) return amountMinor - backOfOrder;
  const ofOrder = commitments
    .filter((commitment) => commitment.lineId === undefined && commitment.paid.currency === currency)
    .map(({ paid }) => paid.amountMinor - backOfOrder);
  const backOfLine = sumOf(commitments, (commitment) => backOfPriceIn(partsOfLine(commitment, lineId), currency));
  return Math.min(amountMinor - backOfLine, ...ofOrder);
}

/** The same of one line of an order, of which so much was paid, where the purchase is the whole order. */
export function refundableAmountOfLine(
  customerRecord: CustomerRecord,
  purchase: Purchase,
  lineId: string,
  paidMinor: number,
): number {
  return Math.min(
    refundableAmount(customerRecord, purchase),
    refundableAmount(customerRecord, { ...purchase, lineId, amountMinor: paidMinor }),
  );
}

/** Whether money for a commitment still fits beside what other commitments give for the same purchase. */
export function isStillRefundable(
  customerRecord: CustomerRecord,
  { remedyId, orderId, lineId, paymentId, paid, decision }: Commitment,
): boolean {
  if (currenciesOf(decision.parts).some((currency) => currency !== paid.currency)) return false;
  const others = {
    ...customerRecord,
    commitments: customerRecord.commitments.filter((commitment) => commitment.remedyId !== remedyId),
  };
  const moneyBack = moneyBackIn(decision.parts, paid.currency);
  return moneyBack === 0 || moneyBack <= refundableMoney(others, { orderId, lineId, paymentId, ...paid });
}

/** A thing that was sent again is no money, unless money follows where it cannot be sent. */
function refundableMoney(customerRecord: CustomerRecord, purchase: Purchase): number {
  const commitments = customerRecord.commitments.map((commitment) => {
    const parts = asMoney(commitment.decision.parts);
    return { ...commitment, decision: { ...commitment.decision, parts } };
  });
  return refundableAmount({ ...customerRecord, commitments }, purchase);
}

/** All that a commitment for the line gives counts against it, and of other commitments what they give for the line. */
function partsOfLine({ lineId: committed, decision: { parts } }: Commitment, lineId: string): readonly RemedyPart[] {
  return committed === lineId ? parts : parts.filter((part) => 'lineId' in part && part.lineId === lineId);
}

/** What was given to the customer since then: how many remedies, and how much in one currency. */
export function givenSince(
  customerRecord: CustomerRecord,
  since: Date,
  currency: string,
): { remedies: number; amountMinor: number } {
  const commitments = customerRecord.commitments
    .filter(isGiving)
    .filter(({ releasedAt, committedAt }) => Date.parse(releasedAt ?? committedAt) >= since.getTime());
  return {
    remedies: commitments.length,
    amountMinor: sumOf(commitments, ({ decision }) => costIn(decision.parts, currency)),
  };
}

function sumOf(commitments: readonly Commitment[], amountOf: (commitment: Commitment) => number): number {
  return commitments.reduce((sum, commitment) => sum + amountOf(commitment), 0);
}
