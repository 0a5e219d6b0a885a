import { asMoney, backOfPriceIn, foreignPriceCurrency, type RemedyPart } from '../../model/remedy';
import type { Money } from '../../model/money';
import {
  givenBy,
  isGiving,
  knownCommitments,
  withoutCommitment,
  type ClosedCommitment,
  type Commitment,
  type CustomerRecord,
} from '../customer-record';
import type { Paid } from './paid';

/** A purchase as a failure names it: a line of an order, or the whole order, and the payment it was paid with. */
export type Purchase = Pick<ClosedCommitment, 'orderId' | 'lineId' | 'paymentId'> &
  Money & {
    /** Other ids by which failures may have named the same payment. */
    readonly otherPaymentIds?: readonly string[] | undefined;
  };

/**
 * How much of what was paid for a purchase was not committed yet, in minor units of its currency. Below zero where
 * more was committed. A line has no more left than its order has, where an earlier failure said what the order cost.
 * Counted by payment: what one payment gave back leaves another of the same order, such as a subscription's next
 * month, as it was.
 */
export function refundableAmount(customerRecord: CustomerRecord, purchase: Purchase): number {
  const { lineId, amountMinor, currency } = purchase;
  const commitments = knownCommitments(customerRecord)
    .filter((commitment) => commitment.orderId === purchase.orderId && isPaidBy(purchase, commitment))
    .filter(isGiving);
  const backOfOrder = sumOf(commitments, (commitment) => backOfPriceIn(givenBy(commitment), currency));
  if (lineId === undefined) return amountMinor - backOfOrder;
  const ofOrder = commitments
    .filter((commitment) => commitment.lineId === undefined && commitment.paid.currency === currency)
    .map(({ paid }) => paid.amountMinor - backOfOrder);
  const backOfLine = sumOf(commitments, (commitment) => backOfPriceIn(partsOfLine(commitment, lineId), currency));
  return Math.min(amountMinor - backOfLine, ...ofOrder);
}

/** Whether a remedy is about the payment of the purchase, by whichever of its ids its failure named it. */
export function isPaidBy(
  { paymentId, otherPaymentIds = [] }: Pick<Purchase, 'paymentId' | 'otherPaymentIds'>,
  commitment: Pick<ClosedCommitment, 'paymentId' | 'decision'>,
): boolean {
  const ids = [commitment.paymentId, ...(commitment.decision.otherPaymentIds ?? [])];
  return ids.includes(paymentId) || otherPaymentIds.some((id) => ids.includes(id));
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

/**
 * Whether what a remedy for a whole order gives back of each line still fits beside what others give for the same line.
 * Where nobody said what was paid for a line, nothing fits beside what others give for it.
 */
function fitsEachLine(
  customerRecord: CustomerRecord,
  purchase: Purchase & Pick<Paid, 'ofLines'>,
  parts: readonly RemedyPart[],
): boolean {
  if (purchase.lineId !== undefined) return true;
  const { currency, ofLines = [] } = purchase;
  const lineIds = new Set(parts.flatMap((part) => ('lineId' in part ? (part.lineId ?? []) : [])));
  return [...lineIds].every((lineId) => {
    const own = backOfPriceIn(ofLine(parts, lineId), currency);
    const named = ofLines.find((line) => line.lineId === lineId)?.amountMinor;
    const amountMinor = named ?? paidForLine(customerRecord, purchase, lineId) ?? own;
    return own === 0 || own <= refundableAmount(customerRecord, { ...purchase, lineId, amountMinor });
  });
}

/** What others said was paid for a line of the same order with the same payment. */
function paidForLine(customerRecord: CustomerRecord, purchase: Purchase, lineId: string): number | undefined {
  const paid = knownCommitments(customerRecord)
    .filter((other) => other.orderId === purchase.orderId && isPaidBy(purchase, other))
    .filter((other) => other.paid.currency === purchase.currency)
    .flatMap((other) => [{ lineId: other.lineId, ...other.paid }, ...(other.paid.ofLines ?? [])])
    .filter((line) => line.lineId === lineId);
  return paid.length === 0 ? undefined : Math.min(...paid.map(({ amountMinor }) => amountMinor));
}

/** Whether money for a commitment still fits beside what other commitments give for the same purchase. */
export function isStillRefundable(
  customerRecord: CustomerRecord,
  { remedyId, orderId, lineId, paymentId, paid, decision, counted }: Commitment,
): boolean {
  const parts = counted?.parts ?? decision.parts;
  if (foreignPriceCurrency(parts, paid.currency) !== undefined) return false;
  const others = asMoneyOnly(withoutCommitment(customerRecord, remedyId));
  const { otherPaymentIds } = decision;
  return fitsPurchase(others, { orderId, lineId, paymentId, otherPaymentIds, ...paid }, asMoney(parts));
}

/** Whether parts fit beside what others give for the same purchase, and for each line of it. */
export function fitsPurchase(
  others: CustomerRecord,
  purchase: Purchase & Pick<Paid, 'ofLines'>,
  parts: readonly RemedyPart[],
): boolean {
  const back = backOfPriceIn(parts, purchase.currency);
  return back === 0 || (back <= refundableAmount(others, purchase) && fitsEachLine(others, purchase, parts));
}

/** A thing that was sent again is no money, unless money follows where it cannot be sent. */
function asMoneyOnly(customerRecord: CustomerRecord): CustomerRecord {
  const ofOrder = knownCommitments(customerRecord).map((commitment) => {
    const parts = asMoney(givenBy(commitment));
    return { ...commitment, counted: { asOf: 0, isGiven: parts.length > 0, parts } };
  });
  return { ...customerRecord, commitments: [], ofOrder };
}

/** All that a commitment for the line gives counts against it, and of other commitments what they give for the line. */
function partsOfLine(commitment: ClosedCommitment, lineId: string): readonly RemedyPart[] {
  const parts = givenBy(commitment);
  return commitment.lineId === lineId ? parts : ofLine(parts, lineId);
}

function ofLine(parts: readonly RemedyPart[], lineId: string): RemedyPart[] {
  return parts.filter((part) => 'lineId' in part && part.lineId === lineId);
}

function sumOf(commitments: readonly ClosedCommitment[], amountOf: (commitment: ClosedCommitment) => number): number {
  return commitments.reduce((sum, commitment) => sum + amountOf(commitment), 0);
}
