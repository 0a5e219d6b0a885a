import type { Money } from '../../model/money';

/** One difference that a comparison with the provider found, as it is kept. It holds no personal data. */
export interface KeptFinding {
  readonly kind: string;
  /** What differs, as a person reads it. */
  readonly sentence: string;
  /** How much money it is about, where it is about any. */
  readonly amount?: Money | undefined;
  /** The remedies that it names, at most ten. Without a customer where the ledger has no record of it. */
  readonly remedies: readonly { readonly remedyId: string; readonly customerId?: string | undefined }[];
}

/** What one comparison came to. */
export interface ReconciliationRun {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** What was compared: what the provider created between these. */
  readonly from: string;
  readonly until: string;
  readonly verdict: 'agree' | 'differ' | 'nothing-compared';
  /** How many refunds the provider has in that time, and how many parts of ours should be there. */
  readonly providerRefunds: number;
  readonly ledgerParts: number;
  /** How many differences were found. */
  readonly found: number;
}

/** A run with its first differences, at most a hundred. */
export interface KeptReconciliation extends ReconciliationRun {
  readonly findings: readonly KeptFinding[];
}

/** Keeps what comparisons found, for people who look. Nothing is decided by it. */
export interface ReconciliationStore {
  keep(run: KeptReconciliation): Promise<void>;
  /** The last ones, the newest first, without what they found. */
  lastRuns(limit: number): Promise<ReconciliationRun[]>;
  /** Undefined where there is none that began then, or it is forgotten. */
  readRun(startedAt: string): Promise<KeptReconciliation | undefined>;
}
