import type { RemedyRecord, RemedyState } from '../remedy-record';
import type { Ledger, RemedyKey } from './ledger';

/** What of a record a line of a list is made of, and chosen by. */
export type ListedRemedy = Pick<
  RemedyRecord,
  'remedyId' | 'customerId' | 'type' | 'state' | 'parts' | 'reasons' | 'hold' | 'history' | 'committedAt'
>;

/** Since when it is in its state. ISO 8601. */
export function sinceOf(record: Pick<RemedyRecord, 'state' | 'history' | 'committedAt'>): string {
  return record.history.at(indexOfState(record))?.at ?? record.committedAt;
}

/** Which line of its history it is with which it came to its state. */
export function indexOfState({ state, history }: Pick<RemedyRecord, 'state' | 'history'>): number {
  return history.findLastIndex((line) => line.state !== state) + 1;
}

/** The ledger for a person who looks at many items at once. Nothing is decided by what it says. */
export interface ListedLedger extends Ledger {
  /** Where a remedy stands. Undefined where there is none. */
  stateOf(remedy: RemedyKey): Promise<RemedyState | undefined>;
  /** What a line says of a remedy. Undefined where there is none. */
  listed(remedy: RemedyKey): Promise<ListedRemedy | undefined>;
}
