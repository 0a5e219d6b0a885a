import type { DeclineReason } from '../../../lambdas/fulfilment/port/part-outcome';
import type { CompanyBus } from '../company-bus';
import { laterBy } from './later-by';
import { partReference, type PartnerSystem, type PartRequest } from './part-request';
import { PartnerBehaviour } from '../partner-behaviour';

/** How long the system takes to change an entitlement. */
const changedAfterMs = 150;

/** How long what does not stay for ever is valid, and so is another one of it. */
const soldFor = 'P30D';

/** A customer's right to something digital, as the system keeps it. */
export interface SoldEntitlement {
  readonly customerId: string;
  /** `taken-away`: the company has withdrawn it from the customer. */
  readonly state: 'valid' | 'taken-away';
  /** Bought for ever, like a book. */
  readonly isForEver?: true | undefined;
}

/** What was done with an entitlement, as the system stores it. */
export interface ReceivedEntitlement {
  readonly key: string;
  readonly remedyId: string;
  readonly customerId: string;
  readonly entitlementId: string;
  readonly to: string;
  readonly action: 'restore' | 'extend' | 'grant';
  readonly period?: string | undefined;
  readonly count?: number | undefined;
  readonly state: 'received' | 'given' | 'refused' | 'withdrawn';
  readonly reason?: DeclineReason | undefined;
  /** ISO 8601. */
  readonly validUntil?: string | undefined;
}

interface Kept extends Pick<SoldEntitlement, 'customerId' | 'state'> {
  /** ISO 8601. Missing where it does not end. */
  readonly validUntil: string | undefined;
}

/**
 * Keeps what customers may watch, use and read, and gives it back: restores what was taken away, extends what runs, and
 * grants another one. It refuses what was never sold to the customer.
 *
 * Each key is carried out once, or never where it was withdrawn before.
 */
export class EntitlementSystem extends PartnerBehaviour implements PartnerSystem<'entitlement'> {
  private readonly requests = new Map<string, ReceivedEntitlement>();
  private readonly sold = new Map<string, Kept>();
  /** Withdrawn before they were requested: on a bus that can happen. */
  private readonly withdrawnUnseen = new Set<string>();

  constructor(private readonly bus: CompanyBus) {
    super();
  }

  /** All requests, in order. */
  get received(): readonly ReceivedEntitlement[] {
    return [...this.requests.values()];
  }

  /** A customer bought it. What was sold before keeps what became of it since. */
  sell(entitlementId: string, { customerId, state, isForEver }: SoldEntitlement): void {
    if (this.sold.has(entitlementId)) return;
    const validUntil = isForEver ? undefined : laterBy(soldFor, new Date());
    this.sold.set(entitlementId, { customerId: customerId.normalize('NFC'), state, validUntil });
  }

  /** What is kept of an entitlement of that customer. Of what was sold to others it says nothing. */
  find(entitlementId: string, customerId: string): Pick<Kept, 'state' | 'validUntil'> | undefined {
    const kept = this.sold.get(entitlementId);
    return kept?.customerId === customerId.normalize('NFC') ? kept : undefined;
  }

  handleRequest(request: PartRequest<'entitlement'>): void {
    const { key, remedyId, customerId, part } = request;
    if (this.requests.has(key)) return;
    const { entitlementId, to, action } = part;
    const change = {
      period: 'period' in part ? part.period : undefined,
      count: 'count' in part ? part.count : undefined,
    };
    const state = this.withdrawnUnseen.has(key) ? 'withdrawn' : 'received';
    this.requests.set(key, { key, remedyId, customerId, entitlementId, to, action, ...change, state });
    const behaviour = this.nextBehaviour();
    if (behaviour.kind === 'silent') return;
    this.bus.later(changedAfterMs, () =>
      this.carryOut(request, behaviour.kind === 'refusing' ? behaviour.reason : undefined),
    );
  }

  handleWithdrawal({ key }: PartRequest<'entitlement'>): void {
    const known = this.requests.get(key);
    if (!known) this.withdrawnUnseen.add(key);
    // What was given stays.
    if (known?.state === 'received') this.update(key, { state: 'withdrawn' });
  }

  private async carryOut(request: PartRequest<'entitlement'>, refusal: DeclineReason | undefined): Promise<void> {
    const { key, part } = request;
    if (this.requests.get(key)?.state !== 'received') return;
    const kept = this.sold.get(part.entitlementId);
    const reason = refusal ?? refusalOf(request, kept);
    if (reason !== undefined || !kept) return this.refuse(request, reason ?? 'entitlement-not-found');
    const validUntil = validityAfter(part, kept);
    if (part.action !== 'grant') this.sold.set(part.entitlementId, { ...kept, state: 'valid', validUntil });
    this.update(key, { state: 'given', validUntil });
    const reference = `right_${request.remedyId.slice(-8)}_${request.partNumber}`;
    await this.bus.publishResponse('EntitlementGranted', { ...partReference(request), reference, validUntil });
  }

  private async refuse(request: PartRequest<'entitlement'>, reason: DeclineReason): Promise<void> {
    this.update(request.key, { state: 'refused', reason });
    await this.bus.publishResponse('EntitlementRefused', { ...partReference(request), reason });
  }

  private update(key: string, change: Partial<ReceivedEntitlement>): void {
    const request = this.requests.get(key);
    if (request) this.requests.set(key, { ...request, ...change });
  }
}

/** Only what was taken away can be restored, and only what is the customer's can be extended. */
function refusalOf(
  { customerId, part }: PartRequest<'entitlement'>,
  kept: Kept | undefined,
): DeclineReason | undefined {
  const { action } = part;
  if (kept?.customerId !== customerId) return 'entitlement-not-found';
  if (action === 'grant') return undefined;
  return (action === 'restore') === (kept.state === 'taken-away') ? undefined : 'not-available';
}

function validityAfter(part: PartRequest<'entitlement'>['part'], { validUntil }: Kept): string | undefined {
  switch (part.action) {
    case 'restore':
      return validUntil;
    case 'extend':
      return validUntil && laterBy(part.period, new Date(validUntil));
    case 'grant':
      return laterBy(soldFor, new Date());
  }
}
