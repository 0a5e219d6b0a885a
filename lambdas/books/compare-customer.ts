import { dedupeDays, isGiving, type Account, type Claim } from '../ledger/customer-record';
import { moneyBackIn } from '../model/remedy';
import type { Finding } from './finding';
import { claimMaxMs, type Scope } from './scope';

/** What an account promises by itself: never more back for a line of an order, or for the whole of it, than was paid. */
export function compareAccount({ claims }: Account): Finding[] {
  const giving = claims.filter(isGiving);
  const places = new Map<string, Claim>();
  for (const claim of giving) {
    const place = JSON.stringify([claim.orderId, claim.lineId ?? null, claim.paid.currency]);
    places.set(place, claim);
  }
  return [...places.values()].flatMap((place) =>
    overOrder(
      place,
      giving.filter((claim) => isWithinPlace(claim, place)),
    ),
  );
}

/** A failure of the whole order says what the order cost, and that covers all of its lines. */
function isWithinPlace({ orderId, lineId, paid }: Claim, place: Claim): boolean {
  if (orderId !== place.orderId || paid.currency !== place.paid.currency) return false;
  return place.lineId === undefined || lineId === place.lineId;
}

function overOrder({ orderId, lineId, paid: { currency } }: Claim, claims: readonly Claim[]): Finding[] {
  const promised = {
    amountMinor: claims.reduce((sum, { decision }) => sum + moneyBackIn(decision.parts, currency), 0),
    currency,
  };
  const ofPlace = claims.filter((claim) => claim.lineId === lineId);
  const paid = { amountMinor: Math.max(...ofPlace.map((claim) => claim.paid.amountMinor)), currency };
  if (promised.amountMinor <= paid.amountMinor) return [];
  const remedyIds = claims.map(({ remedyId }) => remedyId).sort();
  return [{ kind: 'over-order', orderId, lineId, paid, promised, remedyIds }];
}

/**
 * Puts claims and entries together as they come. A customer's records stand beside each other in the table, so what still
 * waits for its other half is as much as one customer has; only a stream in no order at all would make it grow with the ledger.
 */
export class ClaimsAndEntries {
  private readonly claims = new Map<string, string>();
  private readonly entries = new Set<string>();
  private readonly youngest: number;
  private readonly oldest: number;

  constructor({ startedAt }: Scope) {
    this.youngest = startedAt.getTime() - claimMaxMs;
    this.oldest = startedAt.getTime() - dedupeDays * 24 * 60 * 60 * 1000;
  }

  meetClaim({ remedyId, claimedAt }: Claim): void {
    if (!this.matters(claimedAt) || this.entries.delete(remedyId)) return;
    this.claims.set(remedyId, claimedAt);
  }

  meetEntry({ remedyId, claimedAt }: { readonly remedyId: string; readonly claimedAt: string }): void {
    if (!this.matters(claimedAt) || this.claims.delete(remedyId)) return;
    this.entries.add(remedyId);
  }

  *findings(): Generator<Finding> {
    for (const [remedyId, claimedAt] of this.claims) yield { kind: 'claim-without-entry', remedyId, claimedAt };
  }

  /** Claims are dropped after a time, so that older entries stand alone; and a young claim may still be worked on. */
  private matters(claimedAt: string): boolean {
    const at = Date.parse(claimedAt);
    return at >= this.oldest && at < this.youngest;
  }
}
