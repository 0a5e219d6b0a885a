import type { BindingDecision } from '../model/decision';
import type { Money } from '../model/money';
import { asMoney, backOfPriceIn, costIn, foreignPriceCurrency, moneyBackIn, type RemedyPart } from '../model/remedy';
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
  /** What of it counts as given, once its remedy record said otherwise than the decision. */
  readonly counted?: Counted | undefined;
  /** When a person released what was held. From then on it counts as given. ISO 8601. */
  readonly releasedAt?: string | undefined;
  /** When it was committed, and with it how old the provider's idempotency keys can be. ISO 8601. */
  readonly committedAt: string;
  /** The attempt that may carry it out. */
  readonly token: string;
  /** Until then the attempt is left alone; afterwards another one may take over. ISO 8601. */
  readonly leaseUntil: string;
  /** The attempt gave it back, and no attempt has asked anybody for anything yet. */
  readonly isUntouched?: boolean | undefined;
}

/** What a version of the remedy record says that counts as given. */
export interface Counted {
  /** That version. What an older one said is out of date. */
  readonly asOf: number;
  /** It waits for a person. */
  readonly isHeld?: boolean | undefined;
  /** Of the decided parts, those that were given, may have been, or will be. */
  readonly parts: readonly RemedyPart[];
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

/**
 * The customer record's next version, where a commitment counts for what its remedy record says. Undefined where it
 * does already, or for something newer, or is not kept any more.
 */
export function withCounted(
  customerRecord: CustomerRecord,
  remedyId: string,
  counted: Counted,
): CustomerRecord | undefined {
  const commitment = commitmentOf(customerRecord, remedyId);
  if (!commitment || (commitment.counted?.asOf ?? 0) >= counted.asOf) return undefined;
  const commitments = customerRecord.commitments.map((other) => (other === commitment ? { ...other, counted } : other));
  return { ...customerRecord, version: customerRecord.version + 1, commitments };
}

/** The customer record's next version, where a commitment is carried out once more, and counts as a whole. */
export function withReopened(customerRecord: CustomerRecord, commitment: Commitment): CustomerRecord {
  const others = withoutCommitment(customerRecord, commitment.remedyId);
  return { ...others, version: others.version + 1, commitments: [...others.commitments, commitment] };
}

/** The same customer record as if one commitment had never been. */
export function withoutCommitment(customerRecord: CustomerRecord, remedyId: string): CustomerRecord {
  const commitments = customerRecord.commitments.filter((commitment) => commitment.remedyId !== remedyId);
  return { ...customerRecord, commitments };
}

/**
 * The parts of a commitment that count as given: decided so, held and then released, or waiting only for something that
 * was allowed for already. What certainly gave nothing counts no longer.
 */
export function givenBy({ decision, counted }: Commitment): readonly RemedyPart[] {
  if (counted) return counted.parts;
  return decision.outcome === 'give' || decision.awaits !== undefined ? decision.parts : [];
}

/** A commitment that waits for a person, with nothing of it given. */
export function isHeld(commitment: Commitment): boolean {
  const { decision, counted } = commitment;
  return !isGiving(commitment) && (counted ? counted.isHeld === true : decision.outcome === 'hold');
}

/** A commitment that gives something, or did. A remedy of no parts counts too: it is an apology. */
export function isGiving({ decision, counted }: Commitment): boolean {
  if (counted) return counted.parts.length > 0;
  return decision.outcome === 'give' || decision.awaits !== undefined;
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
  const backOfOrder = sumOf(commitments, (commitment) => backOfPriceIn(givenBy(commitment), currency));
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
  { remedyId, orderId, lineId, paymentId, paid, decision, counted }: Commitment,
): boolean {
  const parts = counted?.parts ?? decision.parts;
  if (foreignPriceCurrency(parts, paid.currency) !== undefined) return false;
  const others = withoutCommitment(customerRecord, remedyId);
  const moneyBack = moneyBackIn(parts, paid.currency);
  return moneyBack === 0 || moneyBack <= refundableMoney(others, { orderId, lineId, paymentId, ...paid });
}

/** A thing that was sent again is no money, unless money follows where it cannot be sent. */
function refundableMoney(customerRecord: CustomerRecord, purchase: Purchase): number {
  const commitments = customerRecord.commitments.map((commitment) => {
    const parts = asMoney(givenBy(commitment));
    return { ...commitment, counted: { asOf: 0, parts } };
  });
  return refundableAmount({ ...customerRecord, commitments }, purchase);
}

/** All that a commitment for the line gives counts against it, and of other commitments what they give for the line. */
function partsOfLine(commitment: Commitment, lineId: string): readonly RemedyPart[] {
  const parts = givenBy(commitment);
  return commitment.lineId === lineId ? parts : parts.filter((part) => 'lineId' in part && part.lineId === lineId);
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
    amountMinor: sumOf(commitments, (commitment) => costIn(givenBy(commitment), currency)),
  };
}

function sumOf(commitments: readonly Commitment[], amountOf: (commitment: Commitment) => number): number {
  return commitments.reduce((sum, commitment) => sum + amountOf(commitment), 0);
}
