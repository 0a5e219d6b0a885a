import type { Commitment } from '../../lambdas/ledger/customer-record';
import type { Notice } from '../../lambdas/ledger/notice/notice';
import type { RemedyRecord, RemedyFacts, Hold } from '../../lambdas/ledger/remedy-record';
import { holdingRecordOf, newHold, recordOf } from '../../lambdas/ledger/record-of';

export const at = '2026-11-20T20:45:00.000Z';

let customers = 0;

/** A customer nobody has heard of, so that tests can share one table. */
export function nextCustomer(): string {
  return `cus_${process.pid}_${++customers}`;
}

export function commitmentFor(remedyId: string, change: Partial<Commitment> = {}): Commitment {
  return {
    remedyId,
    orderId: 'ord_9',
    lineId: '1',
    paymentId: 'ch_1',
    paid: { amountMinor: 399, currency: 'GBP' },
    decision: {
      outcome: 'give',
      parts: [{ kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId: 'ch_1' }],
      reasons: ['full price, because it stalled'],
      policyVersion: 'VideoPlaybackFailed/1',
    },
    committedAt: at,
    token: 'token-1',
    leaseUntil: at,
    ...change,
  };
}

function factsOf(customerId: string): RemedyFacts {
  return {
    customerId,
    type: 'VideoPlaybackFailed',
    subject: 'rent_77',
    occurrence: 'rental',
    evidence: 'detected',
    occurredAt: at,
    detectedAt: at,
  };
}

export function issuedRecord(customerId: string, remedyId = 'rem_a'): RemedyRecord {
  const outcome = { state: 'succeeded', providerRef: 're_1' } as const;
  return recordOf(commitmentFor(remedyId), factsOf(customerId), [outcome], { at, token: 'token-1' });
}

export function pendingRecord(customerId: string, remedyId = 'rem_a', since = at): RemedyRecord {
  const outcome = { state: 'pending', providerRef: 're_1' } as const;
  return recordOf(commitmentFor(remedyId), factsOf(customerId), [outcome], { at: since, token: 'token-1' });
}

/** A remedy that waits for a person since then, alone or with its incident. */
export function heldRecord(
  customerId: string,
  { remedyId = 'rem_a', since = at, incidentId, ...terms }: HeldTerms = {},
): RemedyRecord {
  const commitment = commitmentFor(remedyId, { incidentId });
  const held = { ...commitment, decision: { ...commitment.decision, outcome: 'hold' } as const };
  const hold = newHold(since, 48, { approvalsNeeded: 2, withIncident: incidentId !== undefined, ...terms });
  return holdingRecordOf(held, factsOf(customerId), hold, { at: since, token: 'token-1' });
}

interface HeldTerms extends Partial<Pick<Hold, 'approvalsNeeded' | 'withIncident'>> {
  readonly remedyId?: string;
  readonly since?: string;
  readonly incidentId?: string;
}

/** An apology in its first version. */
export function noticeOf(customerId: string, change: Partial<Notice> = {}): Notice {
  const state = change.state ?? 'sending';
  return {
    remedyId: 'rem_a',
    customerId,
    type: 'VideoPlaybackFailed',
    template: 'apology',
    state,
    at,
    recordVersion: 1,
    token: 'token-1',
    dueAt: undefined,
    version: 1,
    history: [{ at, state, why: 'a sample' }],
    ...change,
  };
}

/** As a database keeps it: without the fields that are undefined. */
export function stored(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
