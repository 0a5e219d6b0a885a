import type { AuditEvent } from './audit-event';

/** A part of one day of the trail, in the order in which it was written. */
export interface AuditPage {
  readonly events: readonly AuditEvent[];
  /** Where to read on. Missing where the day has no more. */
  readonly next?: string | undefined;
}

/** Where a page begins, and how long it is at most. */
export interface AuditRange {
  /** `2026-11-28`, in UTC. */
  readonly day: string;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Who did and saw what. It only grows: nothing that was written is changed or removed. */
export interface AuditTrail {
  /**
   * Writes an event, once: written again it is the same.
   *
   * @throws where nobody can say that it is written
   */
  append(event: AuditEvent): Promise<void>;
  read(range: AuditRange): Promise<AuditPage>;
}
