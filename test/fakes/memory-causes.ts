import type { CauseRecord } from '../../lambdas/channels/amplification/amplification';
import type { CauseStore } from '../../lambdas/channels/amplification/cause-store';

/** Causes in memory, written as the table writes them: only over the version before. */
export class MemoryCauses implements CauseStore {
  readonly records = new Map<string, CauseRecord>();

  async find(key: string): Promise<CauseRecord | undefined> {
    return this.records.get(key);
  }

  async save(record: CauseRecord): Promise<'saved' | 'stale'> {
    if ((this.records.get(record.key)?.version ?? 0) !== record.version - 1) return 'stale';
    this.records.set(record.key, record);
    return 'saved';
  }
}
