import type { AnswerRefusal } from './answer';

/** What became of one answer. There is nothing in it of who wrote or what was said. */
export interface AnswerRecord {
  readonly key: string;
  readonly network: string;
  /** `sending`: an attempt is at work, or died. `waiting`: it is tried again. The others are ends. */
  readonly state: 'sending' | 'waiting' | 'sent' | 'refused' | 'unknown';
  /** Of the answer with its id: an id is for one answer only. */
  readonly answerHash: string;
  readonly attempts: number;
  /** When it came to this state. ISO 8601. */
  readonly at: string;
  /** The network's id of the answer. */
  readonly reference?: string | undefined;
  readonly reason?: AnswerRefusal | undefined;
  readonly why?: string | undefined;
  /** An attempt before may have sent it. */
  readonly inDoubt?: boolean | undefined;
  readonly version: number;
}

/** Remembers answers, so that none is sent twice. */
export interface AnswerStore {
  find(key: string): Promise<AnswerRecord | undefined>;
  /** Writes the record if the stored version is the one before it. */
  save(record: AnswerRecord): Promise<'saved' | 'stale'>;
}
