import { dedupeDays, type Commitment } from '../ledger/customer-record';
import { countedParts } from '../ledger/given/counted-parts';
import type { RemedyRecord } from '../ledger/remedy-record';
import type { Money } from '../model/money';
import { moneyBackIn } from '../model/remedy';
import type { Finding } from './finding';
import { commitmentMaxMs, type Scope } from './scope';
import { dayMs } from '../model/durations';

/** What one remedy gives back of a payment. */
interface GivenBack {
  readonly remedyId: string;
  readonly orderId: string;
  readonly lineId?: string | undefined;
  readonly paid: Money;
  readonly amountMinor: number;
}

/**
 * What the remedies of a payment have to hold together, whichever customers they are of: never more back for a line of
 * its order, or for the whole of it, than was paid. Kept in memory, at some 200 bytes for each remedy that gives money.
 */
export class GivenByPayment {
  private readonly payments = new Map<string, GivenBack[]>();

  handleRecord(record: RemedyRecord): void {
    const { remedyId, orderId, lineId, paymentId, paid } = record;
    const amountMinor = moneyBackIn(countedParts(record), paid.currency);
    if (amountMinor === 0) return;
    const given = this.payments.get(paymentId) ?? [];
    given.push({ remedyId, orderId, lineId, paid, amountMinor });
    this.payments.set(paymentId, given);
  }

  *findings(): Generator<Finding> {
    for (const given of this.payments.values()) yield* overPaid(given);
  }
}

function overPaid(given: readonly GivenBack[]): Finding[] {
  const places = new Map(
    given.map((one) => [JSON.stringify([one.orderId, one.lineId ?? null, one.paid.currency]), one] as const),
  );
  return [...places.values()].flatMap((place) =>
    overOrder(
      place,
      given.filter((one) => isWithinPlace(one, place)),
    ),
  );
}

/** A failure of the whole order says what the order cost, and that covers all of its lines with the same payment. */
function isWithinPlace({ orderId, lineId, paid }: GivenBack, place: GivenBack): boolean {
  if (orderId !== place.orderId || paid.currency !== place.paid.currency) return false;
  return place.lineId === undefined || lineId === place.lineId;
}

function overOrder({ orderId, lineId, paid: { currency } }: GivenBack, given: readonly GivenBack[]): Finding[] {
  const promised = { amountMinor: given.reduce((sum, { amountMinor }) => sum + amountMinor, 0), currency };
  const ofPlace = given.filter((one) => one.lineId === lineId);
  const paid = { amountMinor: Math.max(...ofPlace.map((one) => one.paid.amountMinor)), currency };
  if (promised.amountMinor <= paid.amountMinor) return [];
  const remedyIds = given.map(({ remedyId }) => remedyId).sort();
  return [{ kind: 'over-order', orderId, lineId, paid, promised, remedyIds }];
}

/**
 * Matches open commitments and records as they come. Most records are of commitments that were closed, and stay alone.
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
