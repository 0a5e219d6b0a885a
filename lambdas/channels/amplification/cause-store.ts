import type { CauseRecord } from './amplification';

/** Remembers for a while who has written about a cause. */
export interface CauseStore {
  find(key: string): Promise<CauseRecord | undefined>;
  /** Writes the record if the stored version is the one before it. */
  save(record: CauseRecord, forgottenAt: Date): Promise<'saved' | 'stale'>;
}
