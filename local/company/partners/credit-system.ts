import type { DeclineReason } from '../../../lambdas/fulfilment/port/part-outcome';
import type { CompanyBus } from './company-bus';
import { namesOf, type PartnerSystem, type Request } from './part-request';
import { PartnerBehaviour } from './partner-behaviour';

const booksMs = 150;

/** A credit as the credit system keeps it. */
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

/** Where the company's customers have their accounts: it books credits, once per key. */
export class CreditSystem extends PartnerBehaviour implements PartnerSystem<'credit'> {
  private readonly credits = new Map<string, ReceivedCredit>();

  constructor(private readonly bus: CompanyBus) {
    super();
  }

  /** Everything that was asked for, in order. */
  get received(): readonly ReceivedCredit[] {
    return [...this.credits.values()];
  }

  asked(request: Request<'credit'>): void {
    if (this.credits.has(request.key)) return;
    const { key, remedyId, customerId, part } = request;
    const { accountId, amountMinor, currency, basis, expiresAt } = part;
    const what = { accountId, amountMinor, currency, basis, expiresAt };
    this.credits.set(key, { key, remedyId, customerId, ...what, state: 'received' });
    const behaviour = this.next();
    if (behaviour.is === 'silent') return;
    this.bus.later(booksMs, () =>
      behaviour.is === 'refusing' ? this.refuse(request, behaviour.reason) : this.book(request),
    );
  }

  withdrawn({ key }: Request<'credit'>): void {
    this.note(key, { state: 'withdrawn' });
  }

  private async refuse(request: Request<'credit'>, reason: DeclineReason): Promise<void> {
    this.note(request.key, { state: 'refused', reason });
    await this.bus.answer('CreditRefused', { ...namesOf(request), reason });
  }

  private async book(request: Request<'credit'>): Promise<void> {
    if (this.credits.get(request.key)?.state !== 'received') return;
    this.note(request.key, { state: 'booked' });
    const reference = `credit_${request.remedyId.slice(-8)}_${request.partNumber}`;
    await this.bus.answer('CreditIssued', { ...namesOf(request), reference });
  }

  private note(key: string, change: Partial<ReceivedCredit>): void {
    const credit = this.credits.get(key);
    if (credit) this.credits.set(key, { ...credit, ...change });
  }
}
