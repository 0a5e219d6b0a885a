import {
  commitmentOf,
  givenSince,
  isGiving,
  knownCommitments,
  withoutCommitment,
  withReopened,
  type ClosedCommitment,
  type Commitment,
  type CustomerRecord,
} from '../../ledger/customer-record';
import { fitsPurchase, isStillRefundable } from '../../ledger/given/refundable-amount';
import { countedNext } from '../../ledger/given/counted-parts';
import { coveredTwice, isSpan, wasInMind } from '../../ledger/given/covered-twice';
import { withOtherSpelling } from '../../ledger/other-spellings';
import { isApprovedByPerson, wasLookedAt, type RemedyRecord } from '../../ledger/remedy-record';
import { dayMs } from '../../model/durations';
import { limitIn, type Limits } from '../../model/limits';
import { toDecimal } from '../../model/money';
import { remedyIdOf, uncoveredIdOf } from '../../model/remedy-id';
import { costIn, currenciesOf, foreignPriceCurrency } from '../../model/remedy';
import type { Taken } from '../../ledger/budget';
import { olderThan } from './contradiction';
import { leaseEnd } from './lease';
import type { FlowContext } from './flow-context';
import { commitmentIn } from './settle';

/**
 * @property limits a person's retry has to stay inside them
 * @property taken what was acquired of budgets for it, unless it has its share of before
 */
export type ReopenContext = Pick<FlowContext, 'ledger' | 'clock' | 'newToken' | 'limits'> & {
  readonly taken?: Taken | undefined;
};

export type Reopened =
  /** `hadTaken`: it had its share of the budgets still. */
  | { readonly result: 'reopened'; readonly hadTaken: boolean }
  /** `why` is for a person to read. */
  | { readonly result: 'refused'; readonly why: string }
  /** The customer record knows of a later version: somebody put this one back. `why` is for a person to read. */
  | { readonly result: 'contradicted'; readonly why: string }
  /** Others wrote the customer record first, every time. */
  | { readonly result: 'contended' };

/** How often to read a customer record again after somebody else wrote it first. */
const recordReads = 8;

/**
 * Has a remedy counted as given, as a whole, before it is sent on its way: one that a person approved, whose wait is
 * over, or that a person retries. Refundable amount and limits are taken anew in one conditional write, with a lease.
 * To be called before its record is moved; done twice it takes them once.
 */
export async function reopen(record: RemedyRecord, context: ReopenContext): Promise<Reopened> {
  const { ledger, clock, newToken } = context;
  const token = newToken();
  let hadTaken = false;
  for (let reads = 0; reads < recordReads; reads++) {
    const { orderId, remedyId } = record;
    const { customerRecord } = await ledger.read(record.customerId, remedyId, { orderId });
    const open = commitmentOf(customerRecord, remedyId);
    // Written by this very attempt, whose reply was lost.
    if (open?.token === token) return { result: 'reopened', hadTaken };
    const known = knownCommitments(customerRecord).find((other) => other.remedyId === remedyId);
    const older = olderThan(known, record);
    if (older !== undefined) return { result: 'contradicted', why: older };
    hadTaken = known?.taken !== undefined;
    const taken = known?.taken ?? context.taken;
    const commitment = { ...reopened(record, known, { token, now: clock() }), taken };
    const why =
      reasonAgainst(record, commitment, { customerRecord, known, now: clock(), limits: context.limits }) ??
      (await madeGoodMeanwhile(record, customerRecord, context));
    if (why !== undefined) return { result: 'refused', why };
    // Whoever looked at this one alone saw whose it is. Otherwise a customer of another spelling has to know of it.
    const noted = wasLookedAt(record) ? undefined : withOtherSpelling(customerRecord, context.limits, clock());
    if (noted && (await ledger.saveCustomerRecord(noted)) === 'stale') continue;
    if ((await ledger.saveCustomerRecord(withReopened(customerRecord, commitment))) === 'saved') {
      return { result: 'reopened', hadTaken };
    }
  }
  return { result: 'contended' };
}

/** The commitment as its record has it, with all that its next version may give. */
function reopened(
  record: RemedyRecord,
  known: ClosedCommitment | undefined,
  { token, now }: { readonly token: string; readonly now: Date },
): Commitment {
  const counted = { ...countedNext(record), isGiven: true };
  const releasedAt = known && isGiving(known) ? known.releasedAt : now.toISOString();
  return { ...commitmentIn(record, counted), releasedAt, token, leaseUntil: leaseEnd(now) };
}

/**
 * Why a remedy cannot be given as it was decided, whoever approves it: nobody can say whether an amount in another
 * currency than the price is more than was paid.
 */
export function reasonAgainstCurrency({ parts, paid }: Pick<RemedyRecord, 'parts' | 'paid'>): string | undefined {
  const toGive = parts.filter(({ outcome }) => outcome.state === 'planned').map(({ part }) => part);
  const currency = foreignPriceCurrency(toGive, paid.currency);
  if (currency === undefined) return undefined;
  return `it would give back ${currency}, and the price was paid in ${paid.currency}: reject it, and refund by hand what is owed`;
}

const givenBackSince = 'what it was paid for has been given back in another way since';

interface Circumstances {
  readonly customerRecord: CustomerRecord;
  readonly known: ClosedCommitment | undefined;
  readonly now: Date;
  readonly limits: Limits;
}

function reasonAgainst(record: RemedyRecord, commitment: Commitment, circumstances: Circumstances): string | undefined {
  const { customerRecord, known } = circumstances;
  const isRetry = record.state === 'needs-attention';
  const foreign = reasonAgainstCurrency(record);
  if (foreign !== undefined) return foreign;
  if (!isStillRefundable(customerRecord, commitment) || (isRetry && !hasWholeAmount(customerRecord, commitment))) {
    return isRetry ? givenBackSince : 'the line of the order has been given back in another way since it was held';
  }
  // A person who approves decides above the limits. What counts already has its share of them.
  if (!isRetry || isApprovedByPerson(record) || (known && isGiving(known))) return undefined;
  return limitAgainst(commitment, circumstances);
}

/**
 * What another remedy has made good while this one gave nothing. Of two that cover the same time the later gives for
 * what the earlier leaves, unless it was decided when the earlier had failed.
 */
async function madeGoodMeanwhile(
  record: RemedyRecord,
  customerRecord: CustomerRecord,
  { ledger }: ReopenContext,
): Promise<string | undefined> {
  for (const { other, covered } of coveredTwice(customerRecord, record)) {
    const recorded = await ledger.readRemedy(record.customerId, other.remedyId);
    const at = await decidedAt(record, ledger);
    const otherAt = recorded ? await decidedAt(recorded, ledger) : other.committedAt;
    const [earlier, laterAt] = at < otherAt ? [record, otherAt] : [recorded, at];
    if (isSpan(covered) && (!earlier || (await wasFailureInMind(earlier, laterAt, ledger)))) continue;
    return `${covered.what} was made good by another remedy meanwhile, ${other.remedyId}`;
  }
  return undefined;
}

type RecordReader = Pick<ReopenContext['ledger'], 'readRemedy'>;

/** The rest that a payment did not cover was decided with what it covered, and may be committed much later. */
async function decidedAt(record: RemedyRecord, ledger: RecordReader): Promise<string> {
  if (record.remedyId !== uncoveredIdOf(record)) return record.committedAt;
  const half = await ledger.readRemedy(record.customerId, remedyIdOf(record));
  return half && half.committedAt < record.committedAt ? half.committedAt : record.committedAt;
}

/** Where a payment did not cover what a failure earns, two remedies make it good, and either may have been in mind. */
async function wasFailureInMind(record: RemedyRecord, at: string, ledger: RecordReader): Promise<boolean> {
  if (wasInMind(record, at)) return true;
  const halfId = otherHalfOf(record);
  const half = halfId === undefined ? undefined : await ledger.readRemedy(record.customerId, halfId);
  return half !== undefined && wasInMind(half, at);
}

function otherHalfOf(record: RemedyRecord): string | undefined {
  const restId = uncoveredIdOf(record);
  if (record.remedyId === restId) return remedyIdOf(record);
  return record.uncovered && restId;
}

/** Goods that were sent again count too. */
function hasWholeAmount(customerRecord: CustomerRecord, commitment: Commitment): boolean {
  const { remedyId, counted, decision, paid, orderId, lineId, paymentId } = commitment;
  const purchase = { orderId, lineId, paymentId, otherPaymentIds: decision.otherPaymentIds, ...paid };
  return fitsPurchase(withoutCommitment(customerRecord, remedyId), purchase, counted?.parts ?? []);
}

function limitAgainst(
  { remedyId, counted }: Commitment,
  { customerRecord, now, limits }: Circumstances,
): string | undefined {
  const { windowDays, remedies, amountMinor } = limits.perCustomer;
  const others = withoutCommitment(customerRecord, remedyId);
  const since = new Date(now.getTime() - windowDays * dayMs);
  if (givenSince(others, since, '').remedies + 1 > remedies) {
    return `the customer's limit of ${remedies} remedies in ${windowDays} days is reached`;
  }
  const parts = counted?.parts ?? [];
  const over = currenciesOf(parts).find(
    (currency) =>
      givenSince(others, since, currency).amountMinor + costIn(parts, currency) > limitIn(amountMinor, currency),
  );
  if (over === undefined) return undefined;
  const limit = toDecimal({ amountMinor: limitIn(amountMinor, over), currency: over });
  return `the customer's limit of ${limit} ${over} in ${windowDays} days is reached`;
}
