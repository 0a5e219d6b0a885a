import { copied } from './copied';
import { newCustomerRecord, type CustomerRecord } from '../../lambdas/ledger/customer-record';
import type { Notice, NoticeTemplate } from '../../lambdas/ledger/notice/notice';
import type { RemedyRecord } from '../../lambdas/ledger/remedy-record';
import {
  isErased,
  keptEmail,
  keptHandle,
  type CustomerMessage,
  type Envelope,
  type Tombstone,
} from '../../lambdas/ledger/envelope';
import { newOrderLines, type OrderLines } from '../../lambdas/ledger/given/order-lines';
import type {
  ClosingView,
  Ledger,
  LedgerView,
  MailView,
  ReadAlso,
  RemedyKey,
  SaveResult,
} from '../../lambdas/ledger/port/ledger';
import type { Shadow } from '../../lambdas/ledger/shadow';
import type { Erasure, LedgerItem, LedgerStatement } from '../../lambdas/ledger/port/statement';
import { MemoryControls } from './memory-controls';
import { foldedForm } from '../../lambdas/model/guards/folded-form';
import { approverKey } from '../../lambdas/ledger/decider';
import { MemoryPaymentMarks } from './memory-payment-marks';
import { saveNext } from './save-next';

/** A ledger in memory. It keeps copies, as a database does, and passes the same contract suite. */
export class MemoryLedger implements Ledger, LedgerStatement {
  readonly customerRecords = new Map<string, CustomerRecord>();
  /** Which customer was first with a folded form. */
  readonly firstSpellings = new Map<string, string>();
  readonly owners = new Map<string, string>();
  readonly orders = new Map<string, OrderLines>();
  readonly records = new Map<string, RemedyRecord>();
  readonly notices = new Map<string, Notice>();
  readonly erasures = new Map<string, Erasure>();
  /** `erased` keeps the place of one that was emptied. */
  readonly envelopes = new Map<string, Envelope | 'erased'>();
  readonly messages = new Map<string, CustomerMessage | 'erased'>();
  readonly shadows = new Map<string, Shadow>();

  /**
   * @param controls what is switched, for whoever wants it with a read
   * @param marks what banks say of payments, for whoever wants that
   */
  constructor(
    private readonly controls = new MemoryControls(),
    readonly marks = new MemoryPaymentMarks(),
  ) {}

  async read(customerId: string, remedyId: string, also: ReadAlso = {}): Promise<LedgerView> {
    const ofOrder = this.orders.get(key(customerId, also.orderId ?? ''))?.lines ?? [];
    const firstId = this.firstSpellings.get(foldedForm(customerId)) ?? customerId;
    const firstSpelling = firstId === customerId ? undefined : this.customerRecords.get(firstId);
    const known = this.customerRecords.get(customerId) ?? newCustomerRecord(customerId);
    const ofPayment = also.paymentId === undefined ? undefined : this.marks.kept.get(also.paymentId);
    const customerRecord = {
      ...known,
      ofOrder,
      ...(ofPayment && { ofPayment }),
      ...(firstSpelling && { firstSpelling }),
    };
    const view = { customerRecord, record: this.records.get(key(customerId, remedyId)) };
    return copied({
      ...view,
      ...(also.apology && { apology: this.notice({ customerId, remedyId, template: 'apology' }) }),
      ...(also.controls && { controls: this.controls.current }),
    });
  }

  async readRemedy(customerId: string, remedyId: string): Promise<RemedyRecord | undefined> {
    return copied(this.records.get(key(customerId, remedyId)));
  }

  async claim(key: string, customerId: string): Promise<string> {
    const owner = this.owners.get(key) ?? customerId;
    this.owners.set(key, owner);
    return owner;
  }

  async readForClosing(
    customerId: string,
    remedyIds: readonly string[],
    orderIds: readonly string[],
  ): Promise<ClosingView> {
    return copied({
      records: remedyIds.flatMap((remedyId) => this.records.get(key(customerId, remedyId)) ?? []),
      orders: orderIds.map(
        (orderId) => this.orders.get(key(customerId, orderId)) ?? newOrderLines(customerId, orderId),
      ),
    });
  }

  async saveOrderLines(next: OrderLines): Promise<SaveResult> {
    return saveNext(this.orders, key(next.customerId, next.orderId), next);
  }

  async saveCustomerRecord(next: CustomerRecord): Promise<SaveResult> {
    const { firstSpelling: first, ofPayment: _marks, ...stored } = next;
    const folded = foldedForm(next.customerId);
    if (!first && (this.firstSpellings.get(folded) ?? next.customerId) !== next.customerId) return 'stale';
    const result = saveNext(this.customerRecords, next.customerId, { ...stored, ofOrder: [] });
    if (!first && result === 'saved') this.firstSpellings.set(folded, next.customerId);
    return result;
  }

  async saveRemedy(next: RemedyRecord): Promise<SaveResult> {
    return saveNext(this.records, key(next.customerId, next.remedyId), next);
  }

  async saveApproval(next: RemedyRecord, approver: string): Promise<SaveResult> {
    const stored = this.records.get(key(next.customerId, next.remedyId));
    const hasApproved = stored?.hold?.approvals.some((approval) => approverKey(approval) === approver) ?? false;
    return stored?.state === 'held' && !hasApproved ? this.saveRemedy(next) : 'stale';
  }

  async readMails(of: RemedyKey, templates: readonly NoticeTemplate[]): Promise<MailView> {
    const at = key(of.customerId, of.remedyId);
    const envelope = this.envelopes.get(at);
    const notices = templates.flatMap((template) => this.notice({ ...of, template }) ?? []);
    return copied({
      record: this.records.get(at),
      envelope: envelope === 'erased' ? undefined : envelope,
      ...(envelope === 'erased' && { isErased: true }),
      notices: Object.fromEntries(notices.map((notice) => [notice.template, notice])),
    });
  }

  async readNotice(of: RemedyKey & { readonly template: NoticeTemplate }): Promise<Notice | undefined> {
    return copied(this.notice(of));
  }

  async saveNotice(next: Notice): Promise<SaveResult> {
    return saveNext(this.notices, noticeKey(next), next);
  }

  /** What is kept of a mail right now. */
  notice(of: RemedyKey & { readonly template: NoticeTemplate }): Notice | undefined {
    return this.notices.get(noticeKey(of));
  }

  async keepEnvelope(envelope: Envelope): Promise<SaveResult> {
    const at = key(envelope.customerId, envelope.remedyId);
    if (this.envelopes.has(at)) return 'stale';
    this.envelopes.set(at, copied(envelope));
    return 'saved';
  }

  async replaceEnvelope(envelope: Envelope): Promise<boolean> {
    const at = key(envelope.customerId, envelope.remedyId);
    const stored = this.envelopes.get(at);
    if (stored === undefined || stored === 'erased') return false;
    this.envelopes.set(at, copied(envelope));
    return true;
  }

  async readEnvelope(customerId: string, remedyId: string): Promise<Envelope | undefined> {
    const stored = this.envelopes.get(key(customerId, remedyId));
    return stored === 'erased' ? undefined : copied(stored);
  }

  async keepMessage(message: CustomerMessage): Promise<void> {
    const at = JSON.stringify([message.customerId, message.remedyId, message.messageId]);
    if (!this.messages.has(at)) this.messages.set(at, copied(message));
  }

  async readMessage(customerId: string, remedyId: string, messageId: string): Promise<CustomerMessage | undefined> {
    const stored = this.messages.get(JSON.stringify([customerId, remedyId, messageId]));
    return stored === 'erased' ? undefined : copied(stored);
  }

  async eraseEnvelopes(customerId: string, tombstone: Tombstone, remedyIds: readonly string[] = []): Promise<number> {
    const theirs = [...this.envelopes].filter(
      ([, kept]) => kept !== 'erased' && kept.customerId === customerId && isErased(tombstone, kept.detectedAt),
    );
    for (const [at, kept] of this.messages) {
      if (kept === 'erased' || kept.customerId !== customerId) continue;
      const envelope = this.envelopes.get(key(customerId, kept.remedyId));
      if (!envelope || envelope === 'erased' || isErased(tombstone, envelope.detectedAt))
        this.messages.set(at, 'erased');
    }
    for (const [at] of theirs) this.envelopes.set(at, 'erased');
    const recorded = [...this.records.values()]
      .filter((record) => record.customerId === customerId && isErased(tombstone, record.detectedAt))
      .map(({ remedyId }) => remedyId);
    for (const remedyId of [...recorded, ...remedyIds]) this.envelopes.set(key(customerId, remedyId), 'erased');
    if (recorded.length + remedyIds.length + theirs.length > 0) {
      this.erasures.set(customerId, { customerId, at: tombstone.at });
    }
    return theirs.length;
  }

  async addressesToErase(customerId: string, tombstone: Tombstone): Promise<string[]> {
    const addresses = [...this.envelopes.values()].flatMap((kept) =>
      kept !== 'erased' && kept.customerId === customerId && isErased(tombstone, kept.detectedAt)
        ? [keptEmail(kept) ?? [], keptHandle(kept) ?? []].flat()
        : [],
    );
    return [...new Set(addresses)];
  }

  async eraseMessage({ customerId, remedyId, messageId }: RemedyKey & { readonly messageId: string }): Promise<void> {
    this.messages.set(JSON.stringify([customerId, remedyId, messageId]), 'erased');
  }

  async keepShadow(shadow: Shadow): Promise<void> {
    const at = key(shadow.customerId, shadow.remedyId);
    if (!this.shadows.has(at)) this.shadows.set(at, copied(shadow));
  }

  async *items(): AsyncGenerator<LedgerItem> {
    yield* [...this.customerRecords.values()].map((customer) => copied({ customer }));
    yield* [...this.records.values()].map((remedy) => copied({ remedy }));
    yield* [...this.erasures.values()].map((erasure) => copied({ erasure }));
  }
}

function key(customerId: string, remedyId: string): string {
  return JSON.stringify([customerId, remedyId]);
}

function noticeKey({ customerId, remedyId, template }: RemedyKey & { readonly template: NoticeTemplate }): string {
  return JSON.stringify([customerId, remedyId, template]);
}
