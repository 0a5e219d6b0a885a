import type { RemedyState } from '../remedy-record';
import type { Ledger, RemedyKey } from './ledger';

/** The ledger for a person who looks at many items at once. Nothing is decided by what it says. */
export interface ListedLedger extends Ledger {
  /** Where a remedy stands. Undefined where there is none. */
  stateOf(remedy: RemedyKey): Promise<RemedyState | undefined>;
}
