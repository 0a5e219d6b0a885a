import type { HeldIncident } from '../incident/incident';
import type { NoticeTemplate } from '../notice/notice';
import type { SaveResult } from './ledger';

/** Something that waits and is due. */
export type Waiting =
  | { readonly kind: 'remedy'; readonly customerId: string; readonly remedyId: string }
  | {
      readonly kind: 'notice';
      readonly customerId: string;
      readonly remedyId: string;
      readonly template: NoticeTemplate;
    }
  | { readonly kind: 'incident'; readonly incidentId: string };

/** What waits, by when it is due. It is read from an index, which may lag: read the record itself before acting. */
export interface WaitingList {
  /** What is due, the longest overdue first, at most `limit` of it. */
  due(until: Date, limit: number): Promise<Waiting[]>;
  /** Everything that waits for a person, whether due or not. */
  held(limit: number): Promise<Waiting[]>;
  /** Everything that needs a person's attention, and is polled no more. The longest there first. */
  attention(limit: number): Promise<Waiting[]>;
  /** Every mail that a customer perhaps did not get, and that a person looks at. The longest there first. */
  undelivered(limit: number): Promise<Waiting[]>;
  /** Remedies that wait with their incident, at most `limit` of them. */
  cohort(incidentId: string, limit: number): Promise<Waiting[]>;
  /** Remedies that wait for an account to work again, at most `limit` of them, or only those that are due. */
  ofAccount(account: string, limit: number, until?: Date): Promise<Waiting[]>;
}

/** Incidents that went over their limit. */
export interface IncidentStore {
  /**
   * Keeps it, if the incident is not kept yet. Brings the times of the kept one forward where those of this one are
   * earlier.
   */
  openIncident(incident: HeldIncident): Promise<void>;
  readIncident(incidentId: string): Promise<HeldIncident | undefined>;
  /** Writes it if the stored version is the one before it. */
  saveIncident(next: HeldIncident): Promise<SaveResult>;
}
