import type { AnswerRecord, AnswerStore } from '../../lambdas/channels/port/answer-store';

/** Answers in memory, written as the table writes them: only over the version before. */
export class MemoryAnswers implements AnswerStore {
  readonly records = new Map<string, AnswerRecord>();

  async find(key: string): Promise<AnswerRecord | undefined> {
    return this.records.get(key);
  }

  async save(record: AnswerRecord): Promise<'saved' | 'stale'> {
    if ((this.records.get(record.key)?.version ?? 0) !== record.version - 1) return 'stale';
    this.records.set(record.key, record);
    return 'saved';
  }
}
