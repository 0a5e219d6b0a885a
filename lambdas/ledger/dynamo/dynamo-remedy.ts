import type { RemedyKey } from '../port/ledger';
import { partKey } from '../../model/remedy-id';
import type { RemedyRecord } from '../remedy-record';

/**
 * A record as it is stored: without what its item's key says already, and without the keys of its parts, which follow
 * from the remedy and their numbers. They would take the room of its seal, and a usual record fits one write unit.
 */
export function storedRemedy({ customerId: _customerId, remedyId: _remedyId, ...record }: RemedyRecord) {
  return { ...record, parts: record.parts.map(({ key: _key, ...part }) => part) };
}

/** The record that was stored so. */
export function remedyIn(stored: unknown, of: RemedyKey): RemedyRecord | undefined {
  return stored === undefined ? undefined : remedyAt(stored, of);
}

export function remedyAt(stored: unknown, { customerId, remedyId }: RemedyKey): RemedyRecord {
  const record = stored as RemedyRecord;
  const parts = record.parts.map((part) => ({ ...part, key: partKey(remedyId, part.number) }));
  return { ...record, customerId, remedyId, parts };
}
