import type { SaveResult } from './ledger';

/** One version of something that decides, and from when to when it did. */
export interface NotedVersion {
  readonly version: string;
  /** When it was first noted, a minute or two after its deployment. ISO 8601. */
  readonly since: string;
  /** It may have been in force before: it was there when noting began. */
  readonly orEarlier?: true | undefined;
  /** When another one was noted. Missing while it is in force. ISO 8601. */
  readonly until?: string | undefined;
}

/** Since when what is in force is. */
export interface InForceNotes {
  /** 1 when first noted, and one more with every write. */
  readonly version: number;
  /** By what they are versions of, the newest first. */
  readonly subjects: Readonly<Record<string, readonly NotedVersion[]>>;
}

/** Where it is noted since when something is in force. Nothing is decided by it. */
export interface InForceStore {
  /** Undefined where nothing was noted yet. */
  readNotes(): Promise<InForceNotes | undefined>;
  /** Writes them if the stored ones are those before. */
  saveNotes(next: InForceNotes): Promise<SaveResult>;
}
