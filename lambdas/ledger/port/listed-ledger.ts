import type { RemedyRecord, RemedyState } from '../remedy-record';
import type { Ledger, RemedyKey } from './ledger';

/** What of a record a line of a list is made of, and chosen by. */
export type ListedRemedy = Pick<
  RemedyRecord,
  'remedyId' | 'customerId' | 'type' | 'state' | 'parts' | 'reasons' | 'hold' | 'history' | 'committedAt'
>;

/** The ledger for a person who looks at many items at once. Nothing is decided by what it says. */
export interface ListedLedger extends Ledger {
  /** Where a remedy stands. Undefined where there is none. */
  stateOf(remedy: RemedyKey): Promise<RemedyState | undefined>;
  /** What a line says of a remedy. Undefined where there is none. */
  listed(remedy: RemedyKey): Promise<ListedRemedy | undefined>;
}
