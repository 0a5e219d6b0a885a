import type { ContactRecord, ContactStore } from '../../lambdas/channels/consent/contact';

/** Contacts in memory, written as the table writes them: only over the version before. */
export class MemoryContacts implements ContactStore {
  readonly records = new Map<string, ContactRecord>();

  async find(key: string): Promise<ContactRecord | undefined> {
    return this.records.get(key);
  }

  async save(record: ContactRecord): Promise<'saved' | 'stale'> {
    if ((this.records.get(record.key)?.version ?? 0) !== record.version - 1) return 'stale';
    this.records.set(record.key, record);
    return 'saved';
  }
}
