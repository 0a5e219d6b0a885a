import { commitmentOf, type Commitment, type CustomerRecord } from '../customer-record';
import type { CustomerMessage, Envelope, Tombstone } from '../envelope';
import type { OrderLines } from '../given/order-lines';
import type { Notice, NoticeTemplate } from '../notice/notice';
import type { ClosingView, Ledger, LedgerView, MailView, ReadAlso, RemedyKey, SaveResult } from '../port/ledger';
import type { RemedyRecord } from '../remedy-record';
import type { Shadow } from '../shadow';
import { contentOfPromise, contentOfRecord } from './sealed-content';
import { judgedCommitment, judgedRecord } from './judged';
import type { Sealer, SealVerifier } from './seals';

/**
 * A ledger in which what moves money bears a seal. What is read is judged, and says so where its seal is not ours; what
 * is written is sealed, if this function has the key, unless it was read in doubt. A function without the key leaves
 * the seal as it is: what it changes is not sealed.
 */
export class SealedLedger implements Ledger {
  constructor(
    private readonly inner: Ledger,
    private readonly verifier: SealVerifier,
    private readonly sealer?: Sealer,
  ) {}

  get isSealing(): boolean {
    return this.sealer !== undefined;
  }

  async read(customerId: string, remedyId: string, also?: ReadAlso): Promise<LedgerView> {
    void this.sealer?.warm();
    const view = await this.inner.read(customerId, remedyId, also);
    const customerRecord = this.judgedCustomerRecord(view.customerRecord, remedyId);
    return { ...view, customerRecord, record: view.record && this.judged(view.record, { customerId, remedyId }) };
  }

  async readRemedy(customerId: string, remedyId: string): Promise<RemedyRecord | undefined> {
    const record = await this.inner.readRemedy(customerId, remedyId);
    return record && this.judged(record, { customerId, remedyId });
  }

  async saveCustomerRecord(next: CustomerRecord, promised?: string): Promise<SaveResult> {
    const { customerId } = next;
    const commitments = await Promise.all(
      next.commitments.map(async ({ doubt, ...commitment }): Promise<Commitment> => {
        if (commitment.remedyId !== promised || doubt || !this.sealer) return commitment;
        return { ...commitment, seal: await this.sealer.seal(contentOfPromise(customerId, commitment)) };
      }),
    );
    return this.inner.saveCustomerRecord({ ...next, commitments }, promised);
  }

  async saveRemedy(next: RemedyRecord): Promise<SaveResult> {
    return this.inner.saveRemedy(await this.sealed(next));
  }

  async saveApproval(next: RemedyRecord, approver: string): Promise<SaveResult> {
    return this.inner.saveApproval(await this.sealed(next), approver);
  }

  private async sealed({ doubt, ...record }: RemedyRecord): Promise<RemedyRecord> {
    return doubt || !this.sealer ? record : { ...record, seal: await this.sealer.seal(contentOfRecord(record)) };
  }

  private judged(record: RemedyRecord, asked: RemedyKey): RemedyRecord {
    return judgedRecord(record, this.verifier, asked);
  }

  /** Only the one that was asked for may be carried out by whoever reads. */
  private judgedCustomerRecord(customerRecord: CustomerRecord, remedyId: string): CustomerRecord {
    const asked = commitmentOf(customerRecord, remedyId);
    if (!asked) return customerRecord;
    const judged = judgedCommitment(customerRecord.customerId, asked, this.verifier);
    const commitments = customerRecord.commitments.map((one) => (one === asked ? judged : one));
    return { ...customerRecord, commitments };
  }

  claim(key: string, customerId: string): Promise<string> {
    return this.inner.claim(key, customerId);
  }

  readForClosing(customerId: string, remedyIds: readonly string[], orderIds: readonly string[]): Promise<ClosingView> {
    return this.inner.readForClosing(customerId, remedyIds, orderIds);
  }

  saveOrderLines(next: OrderLines): Promise<SaveResult> {
    return this.inner.saveOrderLines(next);
  }

  readMails(of: RemedyKey, templates: readonly NoticeTemplate[]): Promise<MailView> {
    return this.inner.readMails(of, templates);
  }

  readNotice(of: RemedyKey & { readonly template: NoticeTemplate }): Promise<Notice | undefined> {
    return this.inner.readNotice(of);
  }

  saveNotice(next: Notice): Promise<SaveResult> {
    return this.inner.saveNotice(next);
  }

  keepEnvelope(envelope: Envelope): Promise<SaveResult> {
    return this.inner.keepEnvelope(envelope);
  }

  replaceEnvelope(envelope: Envelope): Promise<boolean> {
    return this.inner.replaceEnvelope(envelope);
  }

  readEnvelope(customerId: string, remedyId: string): Promise<Envelope | undefined> {
    return this.inner.readEnvelope(customerId, remedyId);
  }

  keepMessage(message: CustomerMessage): Promise<void> {
    return this.inner.keepMessage(message);
  }

  readMessage(customerId: string, remedyId: string, messageId: string): Promise<CustomerMessage | undefined> {
    return this.inner.readMessage(customerId, remedyId, messageId);
  }

  eraseEnvelopes(customerId: string, tombstone: Tombstone, remedyIds?: readonly string[]): Promise<number> {
    return this.inner.eraseEnvelopes(customerId, tombstone, remedyIds);
  }

  addressesToErase(customerId: string, tombstone: Tombstone): Promise<string[]> {
    return this.inner.addressesToErase(customerId, tombstone);
  }

  eraseMessage(of: RemedyKey & { readonly messageId: string }, at: string): Promise<void> {
    return this.inner.eraseMessage(of, at);
  }

  keepShadow(shadow: Shadow): Promise<void> {
    return this.inner.keepShadow(shadow);
  }
}
