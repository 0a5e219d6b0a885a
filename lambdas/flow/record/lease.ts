import {
  commitmentOf,
  withCommitment,
  withLease,
  type CustomerRecord,
  type Commitment,
} from '../../ledger/customer-record';
import type { Paid } from '../../ledger/given/paid';
import type { BindingDecision } from '../../model/decision';

/**
 * How long an attempt may carry out its commitment before another one takes over. It is longer than a function runs and
 * shorter than the minute after which Lambda delivers a failed event again. A lease only saves work: what keeps the
 * money safe is the provider's key, which every attempt shares.
 */
export const leaseMs = 45_000;

/** Who tries, and when. */
export interface Attempt {
  readonly remedyId: string;
  /** Unique to this attempt, so that it recognises its own writes. */
  readonly token: string;
  readonly now: Date;
}

/** What a customer record means for an attempt at one remedy. */
export type CommitmentState =
  | { readonly kind: 'uncommitted' }
  /** This attempt's own commitment: it was written, or the write was applied and its reply lost. */
  | { readonly kind: 'ours'; readonly commitment: Commitment }
  /** Another attempt is at work. */
  | { readonly kind: 'leased'; readonly commitment: Commitment }
  /** Another attempt began and did not come back. */
  | { readonly kind: 'abandoned'; readonly commitment: Commitment };

export function commitmentStateOf(customerRecord: CustomerRecord, { remedyId, token, now }: Attempt): CommitmentState {
  const commitment = commitmentOf(customerRecord, remedyId);
  if (!commitment) return { kind: 'uncommitted' };
  if (commitment.token === token) return { kind: 'ours', commitment };
  if (Date.parse(commitment.leaseUntil) > now.getTime()) return { kind: 'leased', commitment };
  return { kind: 'abandoned', commitment };
}

/** The customer record with a new commitment for this attempt. */
export function commitmentFor(
  customerRecord: CustomerRecord,
  attempt: Attempt,
  {
    type,
    orderId,
    lineId,
    paymentId,
    incidentId,
    source,
    taken,
    amountMinor,
    currency,
    ofLines,
  }: Pick<Commitment, 'type' | 'orderId' | 'lineId' | 'paymentId' | 'incidentId' | 'source' | 'taken'> & Paid,
  decision: BindingDecision,
): CustomerRecord {
  const { remedyId, token, now } = attempt;
  const committedAt = now.toISOString();
  const paid = { amountMinor, currency, ofLines };
  const leaseUntil = leaseEnd(now);
  const purchase = { orderId, lineId, paymentId, incidentId, source, paid, taken };
  return withCommitment(customerRecord, { remedyId, type, ...purchase, decision, committedAt, token, leaseUntil });
}

/** The customer record with an abandoned commitment in this attempt's hands. The decision in it stays. */
export function takeOverFor(customerRecord: CustomerRecord, { remedyId, token, now }: Attempt): CustomerRecord {
  return withLease(customerRecord, remedyId, { token, leaseUntil: leaseEnd(now), isUntouched: undefined });
}

/**
 * The customer record with this attempt's lease given back, for the next one not to wait for its end.
 *
 * @param isUntouched whether certainly nobody was asked for anything, by this attempt and all before it
 */
export function givenBack(
  customerRecord: CustomerRecord,
  { remedyId, token, now }: Attempt,
  isUntouched: boolean,
): CustomerRecord {
  const leaseUntil = now.toISOString();
  return withLease(customerRecord, remedyId, { token, leaseUntil, isUntouched: isUntouched || undefined });
}

/** When an attempt that begins now has to be done. */
export function leaseEnd(now: Date): string {
  return new Date(now.getTime() + leaseMs).toISOString();
}
