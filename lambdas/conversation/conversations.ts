import type { RemedyKey, SaveResult } from '../ledger/port/ledger';
import type { Conversation, Said } from './conversation';
import type { ReplyMark } from './reply-mark';

/** Where conversations are kept. All reads but that of the list see every write that was answered before they began. */
export interface Conversations {
  read(of: RemedyKey): Promise<Conversation | undefined>;
  /** Writes it if the stored version is the one before it; version 1 only if there is none. */
  save(next: Conversation): Promise<SaveResult>;
  /** Keeps what was said, once. What was erased meanwhile does not come back. */
  keepSaid(spoken: Said): Promise<void>;
  /** What was said, by the ids of its lines, as far as it was not erased and has not expired. */
  readSaid(of: RemedyKey, lineIds: readonly string[]): Promise<ReadonlyMap<string, Said>>;
  /** Those that wait for somebody of the company, the longest first. */
  waiting(limit: number): Promise<RemedyKey[]>;
}

/** What leads from an answer to the mail that it answers. */
export interface ReplyMarks {
  /** @param name as `markName` makes it */
  keepMark(name: string, mark: ReplyMark): Promise<void>;
  readMark(name: string): Promise<ReplyMark | undefined>;
}
