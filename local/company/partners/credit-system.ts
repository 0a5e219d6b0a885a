import type { DeclineReason } from '../../../lambdas/fulfilment/port/part-outcome';
import type { CompanyBus } from '../company-bus';
import { partReference, type PartnerSystem, type PartRequest } from './part-request';
import { PartnerBehaviour } from '../partner-behaviour';

/** How long the credit system takes to book a credit. */
const bookedAfterMs = 150;

/** A credit as the credit system stores it. */
export interface ReceivedCredit {
  readonly key: string;
  readonly remedyId: string;
  readonly customerId: string;
  readonly accountId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly basis: string;
  readonly expiresAt?: string | undefined;
  readonly state: 'received' | 'booked' | 'refused' | 'withdrawn';
  readonly reason?: DeclineReason | undefined;
}

/** Books credits on customer accounts. Handles each key once. */
export class CreditSystem extends PartnerBehaviour implements PartnerSystem<'credit'> {
  private readonly credits = new Map<string, ReceivedCredit>();

  constructor(private readonly bus: CompanyBus) {
    super();
  }

  /** All requests, in order. */
  get received(): readonly ReceivedCredit[] {
    return [...this.credits.values()];
  }

  handleRequest(request: PartRequest<'credit'>): void {
    if (this.credits.has(request.key)) return;
    const { key, remedyId, customerId, part } = request;
    const { accountId, amountMinor, currency, basis, expiresAt } = part;
    const details = { accountId, amountMinor, currency, basis, expiresAt };
    this.credits.set(key, { key, remedyId, customerId, ...details, state: 'received' });
    const behaviour = this.nextBehaviour();
    if (behaviour.kind === 'silent') return;
    this.bus.later(bookedAfterMs, () =>
      behaviour.kind === 'refusing' ? this.refuse(request, behaviour.reason) : this.book(request),
    );
  }

  handleWithdrawal({ key }: PartRequest<'credit'>): void {
    this.update(key, { state: 'withdrawn' });
  }

  private async refuse(request: PartRequest<'credit'>, reason: DeclineReason): Promise<void> {
    this.update(request.key, { state: 'refused', reason });
    await this.bus.publishResponse('CreditRefused', { ...partReference(request), reason });
  }

  private async book(request: PartRequest<'credit'>): Promise<void> {
    if (this.credits.get(request.key)?.state !== 'received') return;
    this.update(request.key, { state: 'booked' });
    const reference = `credit_${request.remedyId.slice(-8)}_${request.partNumber}`;
    await this.bus.publishResponse('CreditIssued', { ...partReference(request), reference });
  }

  private update(key: string, change: Partial<ReceivedCredit>): void {
    const credit = this.credits.get(key);
    if (credit) this.credits.set(key, { ...credit, ...change });
  }
}
