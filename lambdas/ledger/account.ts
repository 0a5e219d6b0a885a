import type { BindingDecision } from '../model/decision';

/** How long a claim is kept at least, so that a replayed event still meets it. */
export const dedupeDays = 400;

/** An account with this many claims holds what comes next: nobody is let down so often without a person looking. */
export const claimsBeforeHold = 100;

/**
 * The promise of one remedy, written before anything is paid. It binds: whoever goes on with it, now or after a crash,
 * carries out this decision and never decides again.
 */
export interface Claim {
  readonly remedyId: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly decision: BindingDecision;
  /** When the failure was claimed, and with it how old the provider's idempotency keys can be. ISO 8601. */
  readonly claimedAt: string;
  /** The attempt that may carry the claim out. */
  readonly token: string;
  /** Until then the attempt is left alone; afterwards another one may take over. ISO 8601. */
  readonly leaseUntil: string;
}

/** All claims of one customer that are still kept, and a version by which two writers notice each other. */
export interface Account {
  readonly customerId: string;
  /** 0 before the first claim is written. */
  readonly version: number;
  readonly claims: readonly Claim[];
}

export function newAccount(customerId: string): Account {
  return { customerId, version: 0, claims: [] };
}

export function claimOf(account: Account, remedyId: string): Claim | undefined {
  return account.claims.find((claim) => claim.remedyId === remedyId);
}

/** The account's next version, with the claim in it and without those that nobody needs any more. */
export function withClaim(account: Account, claim: Claim): Account {
  const keptSince = Date.parse(claim.claimedAt) - dedupeDays * 24 * 60 * 60 * 1000;
  const kept = account.claims.filter((other) => Date.parse(other.claimedAt) >= keptSince);
  return { ...account, version: account.version + 1, claims: [...kept, claim] };
}

/** The account's next version, where another attempt holds the claim. The decision stays as it was promised. */
export function withLease(account: Account, remedyId: string, lease: Pick<Claim, 'token' | 'leaseUntil'>): Account {
  const claims = account.claims.map((claim) => (claim.remedyId === remedyId ? { ...claim, ...lease } : claim));
  return { ...account, version: account.version + 1, claims };
}

/** What was promised back to the customer for one line of an order, in minor units of the currency it was paid in. */
export function promisedForLine(account: Account, line: Pick<Claim, 'orderId' | 'lineId'>, currency: string): number {
  return account.claims
    .filter((claim) => claim.orderId === line.orderId && claim.lineId === line.lineId)
    .filter((claim) => claim.decision.outcome === 'give')
    .flatMap((claim) => claim.decision.parts)
    .filter((part) => part.currency === currency)
    .reduce((sum, part) => sum + part.amountMinor, 0);
}
