import * as z from 'zod/mini';

/** A failure that was published, with where its evidence is. */
export interface PublishedFailure {
  readonly type: string;
  readonly remedyId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly evidence: readonly string[];
}

/** Whose it is nobody could say. */
export const unjoinedSchema = z.object({
  /** A sentence. */
  why: z.string(),
  /** When it was asked by this reference for the first time. ISO 8601. */
  since: z.string(),
  /** How often it was asked by this reference. */
  tries: z.int(),
  /** What the shop was asked by. */
  reference: z.optional(z.record(z.string(), z.string())),
  /** The failure types that it may be. */
  types: z.optional(z.array(z.string())),
});

export type Unjoined = Readonly<z.infer<typeof unjoinedSchema>>;

/** All that a detector keeps of one subject. No person is in it. */
export interface WatchedSubject {
  /** The parcel or session, as the detector calls it. */
  readonly subject: string;
  /** 1 for the first. */
  readonly version: number;
  /** What the detector itself keeps. */
  readonly state: unknown;
  readonly published: readonly PublishedFailure[];
  readonly unjoined?: Unjoined | undefined;
  /** When to judge again. ISO 8601. */
  readonly dueAt?: string | undefined;
  /** When it is forgotten. ISO 8601. */
  readonly expiresAt: string;
}

/** Keeps the subjects of one detector. */
export interface WatchedSubjects {
  read(subject: string): Promise<WatchedSubject | undefined>;
  /** Writes it where the version before it is still the one that is kept. */
  save(next: WatchedSubject): Promise<'saved' | 'stale'>;
  /** Subjects that are to be judged again, the longest due first within what one request finds. */
  due(now: Date, atMost: number): Promise<readonly string[]>;
}
