import type { Controls } from '../../model/controls';
import type { CustomerRecord } from '../customer-record';
import type { RemedyRecord } from '../remedy-record';
import type { Envelope } from '../envelope';
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
}

/** Where commitments and records are kept. All reads see every write that was answered before they began. */
export interface Ledger {
  /** The customer record and the remedy record, and the controls if they are wanted, in one request. */
  read(customerId: string, remedyId: string, also?: { readonly controls: boolean }): Promise<LedgerView>;
  readRemedy(customerId: string, remedyId: string): Promise<RemedyRecord | undefined>;
  /** Writes the customer record if the stored version is the one before it. */
  saveCustomerRecord(next: CustomerRecord): Promise<SaveResult>;
  /** Writes the remedy record if the stored version is the one before it; version 1 only if there is none. */
  saveRemedy(next: RemedyRecord): Promise<SaveResult>;
  /**
   * Writes a record that `by` just approved. The store itself refuses it, as stale, unless the stored record is held
   * and that person has not approved it before.
   */
  saveApproval(next: RemedyRecord, actor: string): Promise<SaveResult>;
  /** Keeps it, unless there is one already. It does not come back after it was erased. */
  keepEnvelope(envelope: Envelope): Promise<void>;
  /** Puts another in its place, unless it was erased. */
  replaceEnvelope(envelope: Envelope): Promise<void>;
  readEnvelope(customerId: string, remedyId: string): Promise<Envelope | undefined>;
  /** Empties every envelope of a customer, for good. @returns how many there were */
  eraseEnvelopes(customerId: string, at: string): Promise<number>;
  keepShadow(shadow: Shadow): Promise<void>;
}
