import { dedupeDays, isGiving, sumIn, type Account, type Claim } from '../ledger/account';
import type { Finding } from './finding';
import { claimMaxMs, type Scope } from './scope';

/** What an account promises by itself: never more back for a line of an order than was paid for it. */
export function compareAccount({ claims }: Account): Finding[] {
  const lines = new Map<string, Claim[]>();
  for (const claim of claims.filter(isGiving)) {
    const line = JSON.stringify([claim.orderId, claim.lineId, claim.paid.currency]);
    lines.set(line, [...(lines.get(line) ?? []), claim]);
  }
  return [...lines.values()].flatMap(overOrder);
}

function overOrder(claims: readonly Claim[]): Finding[] {
  const [first] = claims;
  if (!first) return [];
  const { orderId, lineId } = first;
  const { currency } = first.paid;
  const promised = {
    amountMinor: claims.reduce((sum, { decision }) => sum + sumIn(decision.parts, currency), 0),
    currency,
  };
  const paid = { amountMinor: Math.max(...claims.map((claim) => claim.paid.amountMinor)), currency };
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
