import { newCustomerRecord, type CustomerRecord } from '../../lambdas/ledger/customer-record';
import type { Budget, BudgetStore, Spending } from '../../lambdas/ledger/budget';
import type { RemedyRecord } from '../../lambdas/ledger/remedy-record';
import type { Envelope } from '../../lambdas/ledger/envelope';
import type { Notice, NoticeTemplate } from '../../lambdas/ledger/notice/notice';
import type {
  ClosingView,
  Ledger,
  LedgerView,
  MailView,
  ReadAlso,
  RemedyKey,
  SaveResult,
} from '../../lambdas/ledger/port/ledger';
import { limitIn } from '../../lambdas/model/limits';
import { initialControls } from '../../lambdas/model/controls';

interface Packed {
  readonly version: number;
  readonly bytes: Buffer;
}

/** A ledger for millions of records: each is kept as bytes, which the garbage collector does not walk. */
export class PackedLedger implements Ledger {
  readonly customerRecords = new Map<string, Packed>();
  readonly records = new Map<string, Packed>();
  private readonly notices = new Map<string, Packed>();
  private readonly envelopes = new Map<string, Buffer>();

  /** @param pause passes the time that a request takes */
  constructor(private readonly pause: () => Promise<void>) {}

  async read(customerId: string, remedyId: string, also: ReadAlso = {}): Promise<LedgerView> {
    await this.pause();
    return {
      customerRecord:
        (unpack(this.customerRecords.get(customerId)?.bytes) as CustomerRecord | undefined) ??
        newCustomerRecord(customerId),
      record: unpack(this.records.get(remedyId)?.bytes) as RemedyRecord | undefined,
      ...(also.apology && { apology: this.notice(remedyId, 'apology') }),
      ...(also.controls && { controls: initialControls }),
    };
  }

  async readRemedy(_customerId: string, remedyId: string): Promise<RemedyRecord | undefined> {
    await this.pause();
    return unpack(this.records.get(remedyId)?.bytes) as RemedyRecord | undefined;
  }

  async saveCustomerRecord(next: CustomerRecord): Promise<SaveResult> {
    await this.pause();
    return save(this.customerRecords, next.customerId, next);
  }

  async claim(_key: string, customerId: string): Promise<string> {
    await this.pause();
    return customerId;
  }

  /** No customer of a storm has two failures. */
  async readForClosing(): Promise<ClosingView> {
    await this.pause();
    return { records: [], orders: [] };
  }

  async saveOrderLines(): Promise<SaveResult> {
    await this.pause();
    return 'saved';
  }

  async saveRemedy(next: RemedyRecord): Promise<SaveResult> {
    await this.pause();
    return save(this.records, next.remedyId, next);
  }

  async readMails({ remedyId }: RemedyKey, templates: readonly NoticeTemplate[]): Promise<MailView> {
    await this.pause();
    const notices = templates.map((template) => [template, this.notice(remedyId, template)] as const);
    return {
      record: this.record(remedyId),
      envelope: unpack(this.envelopes.get(remedyId)) as Envelope | undefined,
      notices: Object.fromEntries(notices.filter(([, notice]) => notice !== undefined)),
    };
  }

  async readNotice({
    remedyId,
    template,
  }: RemedyKey & { readonly template: NoticeTemplate }): Promise<Notice | undefined> {
    await this.pause();
    return this.notice(remedyId, template);
  }

  async saveNotice(next: Notice): Promise<SaveResult> {
    await this.pause();
    return save(this.notices, `${next.remedyId} ${next.template}`, next);
  }

  async replaceEnvelope(): Promise<boolean> {
    await this.pause();
    return false;
  }

  async keepEnvelope(envelope: Envelope): Promise<SaveResult> {
    if (this.envelopes.has(envelope.remedyId)) return 'stale';
    this.envelopes.set(envelope.remedyId, pack(envelope));
    return 'saved';
  }

  async readEnvelope(_customerId: string, remedyId: string): Promise<Envelope | undefined> {
    return unpack(this.envelopes.get(remedyId)) as Envelope | undefined;
  }

  /** @throws always: nothing is approved in a storm */
  async saveApproval(): Promise<SaveResult> {
    throw new Error('the packed ledger takes no approvals');
  }

  /** @throws always: nobody writes anything in a storm */
  async keepMessage(): Promise<void> {
    throw new Error('the packed ledger keeps no messages');
  }

  async readMessage(): Promise<undefined> {
    return undefined;
  }

  async eraseMessage(): Promise<void> {}

  async eraseEnvelopes(): Promise<number> {
    throw new Error('the packed ledger erases nothing');
  }

  async addressesToErase(): Promise<string[]> {
    throw new Error('the packed ledger erases nothing');
  }

  async keepShadow(): Promise<void> {
    throw new Error('the packed ledger keeps no shadows');
  }

  private notice(remedyId: string, template: NoticeTemplate): Notice | undefined {
    return unpack(this.notices.get(`${remedyId} ${template}`)?.bytes) as Notice | undefined;
  }

  /** The record as it is now, without time passing. */
  record(remedyId: string): RemedyRecord | undefined {
    return unpack(this.records.get(remedyId)?.bytes) as RemedyRecord | undefined;
  }
}

/** Counters as the table has them: a reservation that does not fit is refused whole. */
export class CountedBudgets implements BudgetStore {
  readonly reserved = new Map<string, { remedies: number; amountMinor: number; readonly budget: Budget }>();
  requests = 0;

  async reserve(budget: Budget, { remedies, amountMinor, currency }: Spending): Promise<boolean> {
    this.requests++;
    const before = this.reserved.get(budget.name) ?? { remedies: 0, amountMinor: 0, budget };
    const after = { remedies: before.remedies + remedies, amountMinor: before.amountMinor + amountMinor, budget };
    const { limit } = budget;
    if (after.remedies > limit.remedies || after.amountMinor > limitIn(limit.amountMinor, currency)) return false;
    this.reserved.set(budget.name, after);
    return true;
  }

  async reserveOnce(budget: Budget, spending: Spending): Promise<boolean> {
    return this.reserve(budget, spending);
  }

  async confirm(): Promise<void> {
    this.requests++;
  }

  async giveBack(name: string, { remedies, amountMinor }: Spending): Promise<void> {
    this.requests++;
    const before = this.reserved.get(name);
    if (!before) return;
    const after = { remedies: before.remedies - remedies, amountMinor: before.amountMinor - amountMinor };
    this.reserved.set(name, { ...before, ...after });
  }
}

export function pack(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value), 'utf8');
}

export function unpack(packed: Buffer | undefined): unknown {
  return packed && JSON.parse(packed.toString('utf8'));
}

function save(kept: Map<string, Packed>, key: string, next: { readonly version: number }): SaveResult {
  const before = kept.get(key)?.version ?? 0;
  if (next.version !== before + 1) return 'stale';
  kept.set(key, { version: next.version, bytes: pack(next) });
  return 'saved';
}
