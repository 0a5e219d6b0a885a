import type { Account } from './account';
import type { Entry } from './entry';
import type { Envelope } from './envelope';

/**
 * `stale`: somebody else wrote in between, or this very write was applied and its reply lost. Read again and look whose
 * token stands there; the word alone proves nothing.
 */
export type SaveResult = 'saved' | 'stale';

/** Everything a failure function has to know before it decides. */
export interface LedgerView {
  readonly account: Account;
  readonly entry: Entry | undefined;
}

/** Where promises and records are kept. All reads see every write that was answered before they began. */
export interface Ledger {
  /** The customer's account and the remedy's entry, in one request. */
  read(customerId: string, remedyId: string): Promise<LedgerView>;
  readEntry(customerId: string, remedyId: string): Promise<Entry | undefined>;
  /** Writes the account if the stored version is the one before it. */
  saveAccount(next: Account): Promise<SaveResult>;
  /** Writes the entry if the stored version is the one before it; version 1 only if there is none. */
  saveEntry(next: Entry): Promise<SaveResult>;
  keepEnvelope(envelope: Envelope): Promise<void>;
  readEnvelope(customerId: string, remedyId: string): Promise<Envelope | undefined>;
}
