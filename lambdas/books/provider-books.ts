import type { ProviderDispute, ProviderRefund } from '../fulfilment/port/provider-statement';
import type { Commitment } from '../ledger/customer-record';
import type { RemedyRecord } from '../ledger/remedy-record';
import type { Money } from '../model/money';
import type { Finding } from './finding';
import { isWithin, type Scope } from './scope';

/** A refund or dispute of a payment, and our remedies for that payment. */
interface Watched<Booked> {
  readonly booked: Booked;
  readonly remedyIds: Set<string>;
}

/** A refund that is marked as ours, of a remedy that the ledger does not know at all. */
export interface UnrecordedRefund {
  readonly remedyId: string;
  readonly customerId: string;
  readonly providerRef: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly createdAt: string;
}

/**
 * What the provider has in the window, ready to be found while the ledger streams by. Its size is that of the window,
 * however large the ledger is.
 */
export class ProviderBooks {
  /** False where the key may not read the provider's refunds. Then nothing is said of them. */
  hasRefunds = true;
  refunds = 0;
  refundsOfOurs = 0;
  disputes = 0;
  private readonly ours = new Map<string, ProviderRefund[]>();
  private readonly byRef = new Map<string, ProviderRefund>();
  private readonly byHand = new Map<string, Watched<ProviderRefund>[]>();
  private readonly disputed = new Map<string, Watched<ProviderDispute>[]>();
  /** Refunds with a place in the ledger. */
  private readonly placed = new Set<string>();
  private readonly committed = new Set<string>();
  private readonly recorded = new Set<string>();

  constructor(private readonly scope: Scope) {}

  addRefund(refund: ProviderRefund): void {
    // A page may be given twice while others are being added to.
    if (this.byRef.has(refund.providerRef)) return;
    this.byRef.set(refund.providerRef, refund);
    if (this.isInWindow(refund)) this.refunds++;
    if (refund.remedyId !== undefined) {
      if (this.isInWindow(refund)) this.refundsOfOurs++;
      append(this.ours, refund.remedyId, refund);
    } else if (refund.state !== 'failed' && refund.isRelease !== true && this.isInWindow(refund)) {
      watch(this.byHand, refund);
    }
  }

  addDispute(dispute: ProviderDispute): void {
    if (!isWithin(dispute.createdAt, this.scope.window)) return;
    this.disputes++;
    watch(this.disputed, dispute);
  }

  isInWindow({ createdAt }: ProviderRefund): boolean {
    return isWithin(createdAt, this.scope.window);
  }

  /** All refunds of one part, also one that lost its marks and that the ledger knows by its reference. */
  refundsOf(remedyId: string, partNumber: number, providerRef: string | undefined): readonly ProviderRefund[] {
    const marked = (this.ours.get(remedyId) ?? []).filter((refund) => (refund.partNumber ?? 1) === partNumber);
    const named = providerRef === undefined ? undefined : this.byRef.get(providerRef);
    return named && !marked.includes(named) ? [...marked, named] : marked;
  }

  /** These refunds have a place in the ledger. */
  place(refunds: readonly ProviderRefund[]): void {
    for (const { providerRef } of refunds) this.placed.add(providerRef);
  }

  /** A commitment, of which nothing may be recorded yet. */
  meetCommitment({ remedyId, decision }: Commitment): void {
    if (this.ours.has(remedyId)) this.committed.add(remedyId);
    for (const part of decision.parts) {
      if (part.kind === 'refund') this.meetPayment(part.paymentId, remedyId, false);
    }
  }

  handleRecord({ remedyId }: RemedyRecord): void {
    if (this.ours.has(remedyId)) this.recorded.add(remedyId);
  }

  /** The ledger has a remedy on that payment. */
  meetPayment(paymentId: string, remedyId: string, isGiven: boolean): void {
    for (const { remedyIds } of this.byHand.get(paymentId) ?? []) remedyIds.add(remedyId);
    if (isGiven) for (const { remedyIds } of this.disputed.get(paymentId) ?? []) remedyIds.add(remedyId);
  }

  /** Refunds that moved money, or still may, for remedies with neither record nor commitment. Once all has gone by. */
  unrecorded(): UnrecordedRefund[] {
    return [...this.ours].flatMap(([remedyId, refunds]) => {
      if (this.committed.has(remedyId) || this.recorded.has(remedyId)) return [];
      return refunds
        .filter((refund) => refund.state !== 'failed' && this.isInWindow(refund))
        .flatMap(({ customerId, providerRef, createdAt, ...money }) =>
          customerId === undefined ? [] : [{ remedyId, customerId, providerRef, createdAt, ...moneyOf(money) }],
        );
    });
  }

  /** What can be said once all of the ledger has gone by. */
  *findings(): Generator<Finding> {
    for (const [remedyId, refunds] of this.ours) {
      // Its attempt is at work, or the commitment itself is reported as having no record.
      if (this.committed.has(remedyId) && !this.recorded.has(remedyId)) continue;
      for (const refund of refunds.filter((one) => this.isInWindow(one) && !this.placed.has(one.providerRef))) {
        const { providerRef } = refund;
        yield { kind: 'at-provider-not-in-ledger', remedyId, providerRef, provider: moneyOf(refund) };
      }
    }
    for (const { booked, remedyIds } of distinct(this.byHand)) {
      const { providerRef } = booked;
      if (remedyIds.size === 0 || this.placed.has(providerRef)) continue;
      yield { kind: 'refund-by-hand', providerRef, provider: moneyOf(booked), remedyIds: [...remedyIds].sort() };
    }
    for (const { booked, remedyIds } of distinct(this.disputed)) {
      const { disputeRef, status } = booked;
      if (remedyIds.size === 0) continue;
      const disputed = moneyOf(booked);
      yield { kind: 'disputed-and-refunded', disputeRef, status, disputed, remedyIds: [...remedyIds].sort() };
    }
  }
}

export function moneyOf({ amountMinor, currency }: Money): Money {
  return { amountMinor, currency };
}

function watch<Booked extends { readonly paymentIds: readonly string[] }>(
  index: Map<string, Watched<Booked>[]>,
  booked: Booked,
): void {
  const watched: Watched<Booked> = { booked, remedyIds: new Set() };
  for (const paymentId of new Set(booked.paymentIds)) append(index, paymentId, watched);
}

function append<Value>(index: Map<string, Value[]>, key: string, value: Value): void {
  const values = index.get(key);
  if (values) values.push(value);
  else index.set(key, [value]);
}

function distinct<Booked>(index: ReadonlyMap<string, Watched<Booked>[]>): Set<Watched<Booked>> {
  return new Set([...index.values()].flat());
}
