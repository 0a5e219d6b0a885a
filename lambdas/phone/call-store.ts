import type { CallRecord } from './call-record';

/** Where it is kept what is known of calls, and to which call a contact of the contact center belongs. */
export interface CallStore {
  find(key: string): Promise<CallRecord | undefined>;
  /** Writes it if the stored version is the one before it. */
  save(record: CallRecord): Promise<'saved' | 'stale'>;
  /** The key of the call that a contact belongs to. Undefined where we have not begun that contact. */
  keyOf(contactId: string): Promise<string | undefined>;
  /** Notes whose contact it is. Noted again, it changes nothing. */
  note(contactId: string, key: string): Promise<void>;
}
