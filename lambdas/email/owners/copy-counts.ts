/** Whose mails copies are of. What strangers write never takes the place of what customers do. */
export type CopiedFrom = 'customers' | 'strangers';

/** Copies to one mailbox on one day. */
export interface CopyDay {
  readonly mailbox: string;
  readonly from: CopiedFrom;
  /** `2026-11-28`, in UTC. */
  readonly day: string;
}

/** `beyond`: none is sent any more on this day. `untold`: nor was anybody told of it until now. */
export type CopyPlace = 'within' | 'beyond' | 'untold';

/** Counts copies to mailboxes, so that a flood has an end. */
export interface CopyCounts {
  take(of: CopyDay, most: number, now: Date): Promise<CopyPlace>;
  /** Somebody was told that the day has no more. */
  noteTelling(of: CopyDay): Promise<void>;
}
