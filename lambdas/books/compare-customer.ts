import { dedupeDays, givenBy, isGiving, type CustomerRecord, type Commitment } from '../ledger/customer-record';
import { moneyBackIn } from '../model/remedy';
import type { Finding } from './finding';
import { commitmentMaxMs, type Scope } from './scope';
import { dayMs } from '../model/durations';

/**
 * What a customer record has to hold by itself: never more back for a line of an order, or for the whole of it, than
 * was paid.
 */
export function compareCustomer({ commitments }: CustomerRecord): Finding[] {
  const giving = commitments.filter(isGiving);
  const places = new Map<string, Commitment>();
  for (const commitment of giving) {
    const place = JSON.stringify([
      ...[commitment.orderId, commitment.lineId ?? null, commitment.paymentId, commitment.paid.currency],
    ]);
    places.set(place, commitment);
  }
  return [...places.values()].flatMap((place) =>
    overOrder(
      place,
      giving.filter((commitment) => isWithinPlace(commitment, place)),
    ),
  );
}

/** A failure of the whole order says what the order cost, and that covers all of its lines with the same payment. */
function isWithinPlace({ orderId, lineId, paymentId, paid }: Commitment, place: Commitment): boolean {
  if (orderId !== place.orderId || paymentId !== place.paymentId) return false;
  if (paid.currency !== place.paid.currency) return false;
  return place.lineId === undefined || lineId === place.lineId;
}

function overOrder({ orderId, lineId, paid: { currency } }: Commitment, commitments: readonly Commitment[]): Finding[] {
  const promised = {
    amountMinor: commitments.reduce((sum, commitment) => sum + moneyBackIn(givenBy(commitment), currency), 0),
    currency,
  };
  const ofPlace = commitments.filter((commitment) => commitment.lineId === lineId);
  const paid = { amountMinor: Math.max(...ofPlace.map((commitment) => commitment.paid.amountMinor)), currency };
  if (promised.amountMinor <= paid.amountMinor) return [];
  const remedyIds = commitments.map(({ remedyId }) => remedyId).sort();
  return [{ kind: 'over-order', orderId, lineId, paid, promised, remedyIds }];
}

/**
 * Matches commitments and records as they come. A customer's records stand beside each other in the table, so what
 * still waits for its other half is as much as one customer has; only a stream in no order at all would make it grow
 * with the ledger.
 */
export class CommitmentsAndRecords {
  private readonly commitments = new Map<string, string>();
  private readonly entries = new Set<string>();
  private readonly youngest: number;
  private readonly oldest: number;

  constructor({ startedAt }: Scope) {
    this.youngest = startedAt.getTime() - commitmentMaxMs;
    this.oldest = startedAt.getTime() - dedupeDays * dayMs;
  }

  meetCommitment({ remedyId, committedAt }: Commitment): void {
    if (!this.matters(committedAt) || this.entries.delete(remedyId)) return;
    this.commitments.set(remedyId, committedAt);
  }

  handleRecord({ remedyId, committedAt }: { readonly remedyId: string; readonly committedAt: string }): void {
    if (!this.matters(committedAt) || this.commitments.delete(remedyId)) return;
    this.entries.add(remedyId);
  }

  *findings(): Generator<Finding> {
    for (const [remedyId, committedAt] of this.commitments)
      yield { kind: 'commitment-without-record', remedyId, committedAt };
  }

  /**
   * Commitments are dropped after a time, so that older records are alone; and a young commitment may still be worked
   * on.
   */
  private matters(committedAt: string): boolean {
    const at = Date.parse(committedAt);
    return at >= this.oldest && at < this.youngest;
  }
}
