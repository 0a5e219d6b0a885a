import type { BindingDecision } from '../model/decision';
import type { Money } from '../model/money';
import type { RemedyPart } from '../model/remedy';

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
  /** The incident it was counted against. Another detector of the same failure may name another one. */
  readonly incidentId?: string | undefined;
  /** What was paid for the line. Never more than that goes back. */
  readonly paid: Money;
  readonly decision: BindingDecision;
  /** When a person released what was held. From then on it counts as given. ISO 8601. */
  readonly releasedAt?: string | undefined;
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

/** The account's next version, where a person's word has made a gift of what was held. */
export function withRelease(account: Account, remedyId: string, releasedAt: string): Account {
  const claims = account.claims.map((claim) => (claim.remedyId === remedyId ? { ...claim, releasedAt } : claim));
  return { ...account, version: account.version + 1, claims };
}

/** A claim that gives: decided so, or held and then released. */
export function isGiving({ decision, releasedAt }: Claim): boolean {
  return decision.outcome === 'give' || releasedAt !== undefined;
}

/** What was promised back to the customer for one line of an order, in minor units of the currency it was paid in. */
export function promisedForLine(account: Account, line: Pick<Claim, 'orderId' | 'lineId'>, currency: string): number {
  const claims = account.claims.filter((claim) => claim.orderId === line.orderId && claim.lineId === line.lineId);
  return amountIn(claims.filter(isGiving), currency);
}

/** What was given to the customer since then: how many remedies, and how much in one currency. */
export function givenSince(account: Account, since: Date, currency: string): { remedies: number; amountMinor: number } {
  const claims = account.claims
    .filter(isGiving)
    .filter(({ releasedAt, claimedAt }) => Date.parse(releasedAt ?? claimedAt) >= since.getTime());
  return { remedies: claims.length, amountMinor: amountIn(claims, currency) };
}

/** What parts come to in one currency, in its minor units. */
export function sumIn(parts: readonly RemedyPart[], currency: string): number {
  return parts.filter((part) => part.currency === currency).reduce((sum, part) => sum + part.amountMinor, 0);
}

function amountIn(claims: readonly Claim[], currency: string): number {
  return claims.reduce((sum, { decision }) => sum + sumIn(decision.parts, currency), 0);
}
