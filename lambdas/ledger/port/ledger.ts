import type { Controls } from '../../model/controls';
import type { CustomerRecord } from '../customer-record';
import type { OrderLines } from '../given/order-lines';
import type { Notice, Notices, NoticeTemplate } from '../notice/notice';
import type { RemedyRecord } from '../remedy-record';
import type { CustomerMessage, Envelope, Tombstone } from '../envelope';
import type { Shadow } from '../shadow';

/**
 * `stale`: somebody else wrote in between, or this very write was applied and its reply lost. Read again and see whose
 * token it has; the answer alone proves nothing.
 */
export type SaveResult = 'saved' | 'stale';

/** Everything a failure function has to know before it decides. */
export interface LedgerView {
  readonly customerRecord: CustomerRecord;
  readonly record: RemedyRecord | undefined;
  /** Only if they were asked for. */
  readonly controls?: Controls | undefined;
  /** Only if it was asked for and is there. */
  readonly apology?: Notice | undefined;
}

/** What a read of the ledger brings along in the same request. */
export interface ReadAlso {
  readonly controls?: boolean;
  /** The notice that says whether somebody heard of the remedy. */
  readonly apology?: boolean;
  /** The lines of this order, for the customer record. */
  readonly orderId?: string;
  /** What banks say of this payment, for the customer record. */
  readonly paymentId?: string;
}

/** Remedies and orders of one customer, to close what is open. */
export interface ClosingView {
  readonly records: readonly RemedyRecord[];
  /** One for each order that was asked for. */
  readonly orders: readonly OrderLines[];
}

/** Which remedy of which customer. */
export interface RemedyKey {
  readonly customerId: string;
  readonly remedyId: string;
}

/** What the mails of a remedy are decided by and made of. */
export interface MailView {
  readonly record: RemedyRecord | undefined;
  /** Missing where it was erased, has expired or was never kept. */
  readonly envelope: Envelope | undefined;
  /** The customer was erased, and with it what any event still says of them. */
  readonly isErased?: boolean | undefined;
  /** Of the templates that were asked for, those that are there. */
  readonly notices: Notices;
}

/** Where commitments and records are kept. All reads see every write that was answered before they began. */
export interface Ledger {
  /** Whether the records that it writes are sealed anew: then they say so, and in which version. */
  readonly isSealing?: boolean | undefined;
  /** The customer record and the remedy record, and what else is wanted, in one request. */
  read(customerId: string, remedyId: string, also?: ReadAlso): Promise<LedgerView>;
  /**
   * Writes down a customer as the owner of something, unless it has one.
   *
   * @returns the customer id of its owner
   */
  claim(key: string, customerId: string): Promise<string>;
  /** These remedy records and the lines of these orders, in one request. */
  readForClosing(customerId: string, remedyIds: readonly string[], orderIds: readonly string[]): Promise<ClosingView>;
  /** Writes the lines of an order if the stored version is the one before it; version 1 only if there is none. */
  saveOrderLines(next: OrderLines): Promise<SaveResult>;
  readRemedy(customerId: string, remedyId: string): Promise<RemedyRecord | undefined>;
  /**
   * Writes the customer record if the stored version is the one before it.
   *
   * @param promised the remedy to which whoever writes has just committed. Its commitment is sealed, and no other
   */
  saveCustomerRecord(next: CustomerRecord, promised?: string): Promise<SaveResult>;
  /** Writes the remedy record if the stored version is the one before it; version 1 only if there is none. */
  saveRemedy(next: RemedyRecord): Promise<SaveResult>;
  /**
   * Writes a record that somebody just approved, who is told from others by `approver`. The store itself refuses it, as
   * stale, unless the stored record is held and that person has not approved it before.
   */
  saveApproval(next: RemedyRecord, approver: string): Promise<SaveResult>;
  /**
   * The remedy record, its envelope and its notices of these templates, in one request that names the notices first.
   */
  readMails(of: RemedyKey, templates: readonly NoticeTemplate[]): Promise<MailView>;
  readNotice(of: RemedyKey & { readonly template: NoticeTemplate }): Promise<Notice | undefined>;
  /** Writes the notice if the stored version is the one before it; version 1 only if there is none. */
  saveNotice(next: Notice): Promise<SaveResult>;
  /** Keeps it. `stale` where there is one already, or was until it was erased: it does not come back. */
  keepEnvelope(envelope: Envelope): Promise<SaveResult>;
  /**
   * Keeps this one in the place of the one that is there, which nobody has erased. @returns whether there was one
   */
  replaceEnvelope(envelope: Envelope): Promise<boolean>;
  readEnvelope(customerId: string, remedyId: string): Promise<Envelope | undefined>;
  /** Keeps it beside the envelope, each under its own id, once. */
  keepMessage(message: CustomerMessage): Promise<void>;
  readMessage(customerId: string, remedyId: string, messageId: string): Promise<CustomerMessage | undefined>;
  /**
   * Empties every envelope of a customer and every message to them, for good, and keeps the place of those that were
   * not kept yet: of each remedy whose failure was detected before, and of these. @returns how many envelopes there
   * were
   */
  eraseEnvelopes(customerId: string, tombstone: Tombstone, remedyIds?: readonly string[]): Promise<number>;
  /** The addresses, and the handles on networks, in the envelopes that such an erasure empties, each once. */
  addressesToErase(customerId: string, tombstone: Tombstone): Promise<string[]>;
  /** Empties a message to a customer, for good. */
  eraseMessage(of: RemedyKey & { readonly messageId: string }, at: string): Promise<void>;
  keepShadow(shadow: Shadow): Promise<void>;
}
