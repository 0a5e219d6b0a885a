import { newAccount, type Account } from '../../lambdas/ledger/account';
import type { Entry } from '../../lambdas/ledger/entry';
import type { Envelope } from '../../lambdas/ledger/envelope';
import type { Ledger, LedgerView, SaveResult } from '../../lambdas/ledger/ledger';

/** A ledger in memory. It keeps copies, as a database does, and passes the same contract suite. */
export class MemoryLedger implements Ledger {
  readonly accounts = new Map<string, Account>();
  readonly entries = new Map<string, Entry>();
  readonly envelopes = new Map<string, Envelope>();

  async read(customerId: string, remedyId: string): Promise<LedgerView> {
    const account = this.accounts.get(customerId) ?? newAccount(customerId);
    return structuredClone({ account, entry: this.entries.get(key(customerId, remedyId)) });
  }

  async readEntry(customerId: string, remedyId: string): Promise<Entry | undefined> {
    return structuredClone(this.entries.get(key(customerId, remedyId)));
  }

  async readEnvelope(customerId: string, remedyId: string): Promise<Envelope | undefined> {
    return structuredClone(this.envelopes.get(key(customerId, remedyId)));
  }

  async saveAccount(next: Account): Promise<SaveResult> {
    return save(this.accounts, next.customerId, next);
  }

  async saveEntry(next: Entry): Promise<SaveResult> {
    return save(this.entries, key(next.customerId, next.remedyId), next);
  }

  async keepEnvelope(envelope: Envelope): Promise<void> {
    this.envelopes.set(key(envelope.customerId, envelope.remedyId), structuredClone(envelope));
  }
}

function key(customerId: string, remedyId: string): string {
  return JSON.stringify([customerId, remedyId]);
}

function save<Value extends { readonly version: number }>(
  stored: Map<string, Value>,
  at: string,
  next: Value,
): SaveResult {
  const before = stored.get(at)?.version ?? 0;
  if (next.version !== before + 1) return 'stale';
  stored.set(at, structuredClone(next));
  return 'saved';
}
