import type { Tombstone } from './envelope';
import type { FoundRefund } from './given/found-refund';
import type { Paid } from './given/paid';
import type { PaymentMarks } from './payment/payment-marks';
import { createHash } from 'node:crypto';
import type { BindingDecision, HoldDecision } from '../model/decision';
import { dayIn } from '../model/guards/reference';
import type { TypeWithAmount } from '../model/judging/gesture';
import { costIn, type RemedyPart } from '../model/remedy';
import {
  amountSince,
  keptDays,
  remediesSince,
  withGiven,
  withoutGiven,
  type DaySums,
  type Given,
} from './given/day-sums';
import type { Taken } from './budget';
import type { Doubt } from './seal/seals';

/** How long what was given is kept at least, so that later failures of the same order find it. */
export const dedupeDays = 400;

/** What is kept of a commitment whose remedy is recorded: enough to count it. */
export interface ClosedCommitment {
  readonly remedyId: string;
  /** The failure type. */
  readonly type?: string | undefined;
  readonly orderId: string;
  /** Missing where the failure is about the whole order. */
  readonly lineId?: string | undefined;
  /** What it was paid with. The months of a subscription are payments of one order. */
  readonly paymentId: string;
  /** What was paid for the line, or for the whole order. Never more than that goes back. */
  readonly paid: Paid;
  readonly decision: Pick<BindingDecision, 'parts' | 'covers' | 'otherPaymentIds'> &
    Pick<HoldDecision, 'awaits'> & { outcome: string };
  /** What of it counts as given, once its remedy record said otherwise than the decision. */
  readonly counted?: Counted | undefined;
  /** What it took out of budgets and still has. */
  readonly taken?: Taken | undefined;
  /** When a person released what was held. From then on it counts as given. ISO 8601. */
  readonly releasedAt?: string | undefined;
  /** When it was committed, and with it how old the provider's idempotency keys can be. ISO 8601. */
  readonly committedAt: string;
}

/**
 * The decision on one remedy, written before anything is paid. It binds: an attempt that continues it, now or after a
 * crash, carries out this decision and never decides again.
 */
export interface Commitment extends ClosedCommitment {
  /** The incident it was counted against. Another detector of the same failure may name another one. */
  readonly incidentId?: string | undefined;
  /** Which source began it. Missing where what it took of budgets says so. */
  readonly source?: string | undefined;
  readonly decision: BindingDecision;
  /** The attempt that may carry it out. */
  readonly token: string;
  /** Until then the attempt is left alone; afterwards another one may take over. ISO 8601. */
  readonly leaseUntil: string;
  /** The attempt gave it back, and no attempt has asked anybody for anything yet. */
  readonly isUntouched?: boolean | undefined;
  /**
   * Says that we have promised it. One that was written for a record that is there has none, and is not carried out.
   */
  readonly seal?: Uint8Array | undefined;
  /** Why nothing is given by it, where it was read and its seal is not ours. It is never stored. */
  readonly doubt?: Doubt | undefined;
}

/** What a version of the remedy record says that counts as given. */
export interface Counted {
  /** That version. What an older one said is out of date. */
  readonly asOf: number;
  /** How often what is sealed had changed by then. */
  readonly revision?: number | undefined;
  /** That version is written next, and perhaps it never was. */
  readonly isAhead?: boolean | undefined;
  /** It waits for a person. */
  readonly isHeld?: boolean | undefined;
  readonly isGiven: boolean;
  /** A person has rejected it: what is reported of the same line from then on is for a person, too. */
  readonly isRejected?: boolean | undefined;
  /** Of the decided parts, those that were given, may have been, or will be. */
  readonly parts: readonly RemedyPart[];
}

/** A commitment that was closed. It is named only, so that the customer record stays small. */
export interface LatelyClosed {
  readonly remedyId: string;
  /** The order's id, hashed: where two orders share it, one is read once more. Missing where no line was needed. */
  readonly order?: string | undefined;
  /** The version of the remedy record that the line was read from. */
  readonly asOf: number;
}

/** Another customer id with the same folded form, and when it was last given something beside the first one. */
export interface OtherSpelling {
  readonly customerId: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What is promised to one customer, and a version by which two writers notice each other. It stays small. */
export interface CustomerRecord {
  readonly customerId: string;
  /** 0 before the first commitment is written. */
  readonly version: number;
  /** Those whose remedy is not known to be recorded. */
  readonly commitments: readonly Commitment[];
  /** Those that were closed last, by which a reader notices that it read the lines of their order before that. */
  readonly lately: readonly LatelyClosed[];
  /** What all closed ones gave. */
  readonly days: DaySums;
  /** In which IANA time zone a day begins. UTC without it. */
  readonly timeZone?: string | undefined;
  /** How many days back that is kept. */
  readonly keptDays: number;
  /** The lines of the order that was read along. They are stored apart. */
  readonly ofOrder: readonly ClosedCommitment[];
  /** What banks say of the payment that was read along. It is stored apart, by payment. */
  readonly ofPayment?: PaymentMarks | undefined;
  /** The last customer with another id of the same folded form who was given something beside this one. */
  readonly otherSpelling?: OtherSpelling | undefined;
  /**
   * Refunds that the reconciliation found, and that no record tells of. Their remedies are given by nobody but a
   * person.
   */
  readonly found?: readonly FoundRefund[] | undefined;
  /** Their name and address were erased. */
  readonly tombstone?: Tombstone | undefined;
  /**
   * The record of the first customer with this folded form, where that is another one. It stands where the folded form
   * is looked up, and is read along.
   */
  readonly firstSpelling?: CustomerRecord | undefined;
}

export function newCustomerRecord(customerId: string): CustomerRecord {
  return { customerId, version: 0, commitments: [], lately: [], days: {}, keptDays: 0, ofOrder: [] };
}

/** The open commitment to a remedy. */
export function commitmentOf(customerRecord: CustomerRecord, remedyId: string): Commitment | undefined {
  return customerRecord.commitments.find((commitment) => commitment.remedyId === remedyId);
}

/** What was committed until then and is not known to be recorded. */
export function commitmentsUntil({ commitments }: CustomerRecord, at: string): readonly Commitment[] {
  return commitments.filter(({ committedAt }) => Date.parse(committedAt) <= Date.parse(at));
}

/** All that is known: what is open, and what was closed for the order that was read along. */
export function knownCommitments({ commitments, ofOrder }: CustomerRecord): readonly ClosedCommitment[] {
  const open = new Set(commitments.map(({ remedyId }) => remedyId));
  return [...commitments, ...newestOf(ofOrder).filter(({ remedyId }) => !open.has(remedyId))];
}

/**
 * Whether the lines that were read along may be older than the customer record: it says that one was closed which is
 * not among them. A line is written before that, so whoever reads both again has it, if it is kept at all.
 */
export function mayLackLines({ lately, ofOrder }: CustomerRecord, orderId: string): boolean {
  const order = hashOfOrder(orderId);
  return lately
    .filter((closed) => closed.order === order)
    .some(({ remedyId, asOf }) => !ofOrder.some((line) => line.remedyId === remedyId && asOfLine(line) >= asOf));
}

function hashOfOrder(orderId: string): string {
  return createHash('sha256').update(orderId).digest('base64url').slice(0, 6);
}

function asOfLine({ counted }: ClosedCommitment): number {
  return counted?.asOf ?? 0;
}

/** One for each remedy, the one that was read from the newest version of its record. */
export function newestOf<Line extends ClosedCommitment>(lines: readonly Line[]): Line[] {
  const newest = new Map<string, Line>();
  for (const line of lines) {
    const known = newest.get(line.remedyId);
    if (!known || asOfLine(line) >= asOfLine(known)) newest.set(line.remedyId, line);
  }
  return [...newest.values()];
}

/** The customer record's next version, with the commitment in it. */
export function withCommitment(customerRecord: CustomerRecord, commitment: Commitment): CustomerRecord {
  const { version, commitments } = customerRecord;
  return { ...customerRecord, version: version + 1, commitments: [...commitments, commitment] };
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

/** The customer record's next version, where a commitment is open, and counts for what it says itself. */
export function withReopened(customerRecord: CustomerRecord, commitment: Commitment): CustomerRecord {
  const others = withoutCommitment(customerRecord, commitment.remedyId);
  return { ...others, version: others.version + 1, commitments: [...others.commitments, commitment] };
}

/** The same customer record as if one commitment had never been. */
export function withoutCommitment(customerRecord: CustomerRecord, remedyId: string): CustomerRecord {
  const known = knownCommitments(customerRecord).find((other) => other.remedyId === remedyId);
  if (!known) return customerRecord;
  const isOther = (other: { readonly remedyId: string }): boolean => other.remedyId !== remedyId;
  const isInSums = !commitmentOf(customerRecord, remedyId) && isGiving(known);
  return {
    ...customerRecord,
    commitments: customerRecord.commitments.filter(isOther),
    lately: customerRecord.lately.filter(isOther),
    ofOrder: customerRecord.ofOrder.filter(isOther),
    days: isInSums ? withoutGiven(customerRecord.days, givenOf(known), zoneOf(customerRecord)) : customerRecord.days,
  };
}

/**
 * The customer record without open commitments that are closed now. What they gave is in its sums.
 *
 * @param lines those of them that are lines of their orders
 */
export function withClosed(
  customerRecord: CustomerRecord,
  closed: readonly ClosedCommitment[],
  { now, keptDays: wanted, timeZone, lines }: ClosedAt,
): CustomerRecord {
  const ids = new Set(closed.map(({ remedyId }) => remedyId));
  const keptFor = Math.max(customerRecord.keptDays, wanted);
  const zone = zoneOf({ timeZone });
  const given = closed.filter(isGiving).map(givenOf);
  const days = given.reduce((sums, one) => withGiven(sums, one, zone), customerRecord.days);
  return {
    ...customerRecord,
    commitments: customerRecord.commitments.filter(({ remedyId }) => !ids.has(remedyId)),
    lately: closed.map((line) => ({
      remedyId: line.remedyId,
      order: lines.includes(line) ? hashOfOrder(line.orderId) : undefined,
      asOf: asOfLine(line),
    })),
    days: keptDays(days, now, keptFor, zone),
    keptDays: keptFor,
    timeZone: zone === 'UTC' ? undefined : zone,
  };
}

interface ClosedAt {
  readonly now: Date;
  readonly keptDays: number;
  readonly timeZone?: string | undefined;
  readonly lines: readonly ClosedCommitment[];
}

function givenOf(commitment: ClosedCommitment): Given {
  const { type, releasedAt, committedAt } = commitment;
  return { type, at: releasedAt ?? committedAt, parts: givenBy(commitment) };
}

/**
 * The parts of a commitment that count as given: decided so, held and then released, or waiting only for something that
 * was allowed for already. What certainly gave nothing counts no longer.
 */
export function givenBy({ decision, counted }: ClosedCommitment): readonly RemedyPart[] {
  if (counted) return counted.parts;
  return decision.outcome === 'give' || decision.awaits !== undefined ? decision.parts : [];
}

/** A commitment that waits for a person, with nothing of it given. */
export function isHeld(commitment: ClosedCommitment): boolean {
  const { decision, counted } = commitment;
  return !isGiving(commitment) && (counted ? counted.isHeld === true : decision.outcome === 'hold');
}

/** A commitment that gives something, or did. A remedy of no parts counts too: it is an apology. */
export function isGiving({ decision, counted }: ClosedCommitment): boolean {
  if (counted) return counted.isGiven;
  return decision.outcome === 'give' || decision.awaits !== undefined;
}

/**
 * What was given to the customer since then: how many remedies, and how much in one currency, of one type or of all.
 * What is closed is counted by whole days.
 */
export function givenSince(
  customerRecord: CustomerRecord,
  since: Date,
  currency: string,
  type?: TypeWithAmount,
): { remedies: number; amountMinor: number } {
  const { commitments, days } = customerRecord;
  const open = openSince(commitments, since, type);
  const first = dayIn(zoneOf(customerRecord), since);
  return {
    remedies: open.length + remediesSince(days, first, type),
    amountMinor:
      sumOf(open, (commitment) => costIn(givenBy(commitment), currency)) + amountSince(days, first, currency, type),
  };
}

/** How many remedies of one failure type were given to the customer since then, or of all. */
export function countSince(customerRecord: CustomerRecord, since: Date, type?: string): number {
  const { commitments, days } = customerRecord;
  const open = openSince(commitments, since, type);
  return open.length + remediesSince(days, dayIn(zoneOf(customerRecord), since), type);
}

function zoneOf({ timeZone = 'UTC' }: Pick<CustomerRecord, 'timeZone'>): string {
  return timeZone;
}

function openSince(commitments: readonly Commitment[], since: Date, type?: string): Commitment[] {
  return commitments
    .filter((commitment) => isGiving(commitment) && (type === undefined || commitment.type === type))
    .filter(({ releasedAt, committedAt }) => Date.parse(releasedAt ?? committedAt) >= since.getTime());
}

function sumOf(commitments: readonly ClosedCommitment[], amountOf: (commitment: ClosedCommitment) => number): number {
  return commitments.reduce((sum, commitment) => sum + amountOf(commitment), 0);
}
