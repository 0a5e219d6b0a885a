import type { ProviderDispute, ProviderRefund } from '../../lambdas/fulfilment/port/provider-statement';
import type { PartOutcome } from '../../lambdas/fulfilment/port/part-outcome';
import { newCustomerRecord, type CustomerRecord, type Commitment } from '../../lambdas/ledger/customer-record';
import type { RemedyRecord, RemedyFacts } from '../../lambdas/ledger/remedy-record';
import { holdingRecordOf, newHold, recordOf } from '../../lambdas/ledger/record-of';
import { markPublished, moveRemedy } from '../../lambdas/ledger/transitions';
import { compare, type Comparison } from '../../lambdas/books/compare';
import type { LedgerItem } from '../../lambdas/ledger/port/statement';
import { dailyScope, type Scope } from '../../lambdas/books/scope';

export const startedAt = new Date('2026-11-22T04:30:00Z');
export const scope: Scope = dailyScope(startedAt);

export function hoursAgo(hours: number): string {
  return new Date(startedAt.getTime() - hours * 60 * 60 * 1000).toISOString();
}

/** How a remedy of consistent books ended, or for what it waits. */
export const ends = ['issued', 'pending', 'held', 'rejected', 'declined', 'late-failed', 'unknown'] as const;
export type End = (typeof ends)[number];

/** One remedy as it shall stand in the books. */
export interface RemedySample {
  readonly remedyId: string;
  readonly customerId: string;
  readonly end: End;
  readonly amountMinor: number;
  readonly currency: string;
  readonly hoursAgo: number;
}

/** Both sides, for tests to spoil. */
export interface Books {
  readonly commitments: Map<string, Commitment & { readonly customerId: string }>;
  readonly records: Map<string, RemedyRecord>;
  readonly refunds: Map<string, ProviderRefund>;
  readonly disputes: ProviderDispute[];
}

/** Ledger and provider after the road was travelled without any mishap. */
export function consistentBooks(reported: readonly RemedySample[]): Books {
  const books: Books = { commitments: new Map(), records: new Map(), refunds: new Map(), disputes: [] };
  for (const one of reported) {
    const commitment = commitmentOf(one);
    books.commitments.set(one.remedyId, { ...commitment, customerId: one.customerId });
    books.records.set(one.remedyId, entryOf(one, commitment));
    const refund = refundOf(one);
    if (refund) books.refunds.set(refund.providerRef, refund);
  }
  return books;
}

function commitmentOf({ remedyId, end, amountMinor, currency, hoursAgo: age }: RemedySample): Commitment {
  const isHeld = end === 'held' || end === 'rejected';
  const part = { kind: 'refund', amountMinor, currency, paymentId: paymentOf(remedyId) } as const;
  const decision = {
    outcome: isHeld ? 'hold' : 'give',
    parts: [part],
    reasons: ['spoilt'],
    policyVersion: 'v/1',
  } as const;
  const committedAt = hoursAgo(age);
  const paid = { amountMinor, currency };
  const line = { orderId: `ord_${remedyId}`, lineId: '1', paymentId: paymentOf(remedyId), paid };
  return { remedyId, ...line, decision, committedAt, token: 't', leaseUntil: committedAt };
}

export function paymentOf(remedyId: string): string {
  return `pay_${remedyId}`;
}

export function refOf(remedyId: string): string {
  return `re_${remedyId}`;
}

/** The entry with another outcome of its part, as its function would have recorded it. */
export function entryOf(reported: RemedySample, commitment: Commitment): RemedyRecord {
  const facts: RemedyFacts = {
    customerId: reported.customerId,
    type: 'VideoPlaybackFailed',
    subject: 'rent_1',
    occurrence: '1',
    evidence: 'detected',
    occurredAt: commitment.committedAt,
    detectedAt: commitment.committedAt,
  };
  const writeStamp = { at: commitment.committedAt, token: 't' };
  const providerRef = refOf(reported.remedyId);
  const record = (outcome: PartOutcome): RemedyRecord => recordOf(commitment, facts, [outcome], writeStamp);
  const hold = newHold(commitment.committedAt, 48, { approvalsNeeded: 1, withIncident: false });
  switch (reported.end) {
    case 'issued':
      return record({ state: 'succeeded', providerRef });
    case 'pending':
      return record({ state: 'pending', providerRef });
    case 'unknown':
      return record({ state: 'unknown', why: 'no answer in time' });
    case 'declined': {
      const declined = record({ state: 'declined', reason: 'disputed' });
      return markPublished(moveRemedy(declined, { to: 'needs-attention', why: 'disputed' }, writeStamp), writeStamp);
    }
    case 'late-failed': {
      const paid = record({ state: 'succeeded', providerRef });
      const parts = paid.parts.map((part) => ({
        ...part,
        outcome: { state: 'declined', reason: 'card-unreachable', providerRef } as const,
      }));
      const failed = moveRemedy(paid, { to: 'late-failed', why: 'failed', parts }, writeStamp);
      return markPublished(moveRemedy(failed, { to: 'needs-attention', why: 'card' }, writeStamp), writeStamp);
    }
    case 'held':
      return holdingRecordOf(commitment, facts, hold, writeStamp);
    case 'rejected': {
      const held = holdingRecordOf(commitment, facts, hold, writeStamp);
      return markPublished(moveRemedy(held, { to: 'rejected', why: 'rejected' }, writeStamp), writeStamp);
    }
  }
}

const refundStates: Partial<Record<End, ProviderRefund['state']>> = {
  issued: 'succeeded',
  pending: 'pending',
  'late-failed': 'failed',
};

function refundOf({
  remedyId,
  customerId,
  end,
  amountMinor,
  currency,
  hoursAgo: age,
}: RemedySample): ProviderRefund | undefined {
  const state = refundStates[end];
  if (state === undefined) return undefined;
  const marks = { remedyId, partNumber: 1, customerId };
  const providerRef = refOf(remedyId);
  const createdAt = new Date(Date.parse(hoursAgo(age)) + 400).toISOString();
  // Stripe knows a payment under two ids.
  const paymentIds = [paymentOf(remedyId), `pi_${remedyId}`];
  return { providerRef, paymentIds, amountMinor, currency, createdAt, state, ...marks };
}

export function recordsOf({ commitments, records }: Books): LedgerItem[] {
  const customerRecords = new Map<string, CustomerRecord>();
  for (const { customerId, ...commitment } of commitments.values()) {
    const before = customerRecords.get(customerId)?.commitments ?? [];
    customerRecords.set(customerId, {
      ...newCustomerRecord(customerId),
      version: 1,
      commitments: [...before, commitment],
    });
  }
  return [
    ...[...customerRecords.values()].map((customer) => ({ customer })),
    ...[...records.values()].map((remedy) => ({ remedy })),
  ];
}

export async function* streamOf<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}

export async function compareBooks(books: Books, records = recordsOf(books), within = scope): Promise<Comparison> {
  return compare(
    {
      refunds: streamOf(books.refunds.values()),
      disputes: streamOf(books.disputes),
      ledger: streamOf(records),
    },
    within,
  );
}
