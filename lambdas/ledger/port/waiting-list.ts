import type { Money } from '../../model/money';
import type { HeldIncident } from '../incident/incident';
import type { NoticeTemplate } from '../notice/notice';
import type { RemedyKey, SaveResult } from './ledger';

/** What a person may have to look at. Everything else is done, or being done. */
export const listedStates = ['needs-attention', 'unknown', 'pending', 'held'] as const;

export type ListedState = (typeof listedStates)[number];

export function isListedState(state: string | undefined): state is ListedState {
  return listedStates.some((one) => one === state);
}

/** What the index itself says of a remedy that a person may have to look at. */
export interface Glance extends RemedyKey {
  readonly state: ListedState;
  /** Since when it is in that state. ISO 8601. */
  readonly since: string;
  /** What its parts cost. */
  readonly amounts: readonly Money[];
}

/** A remedy of which the index does not say all that lists count. */
export interface Unread extends RemedyKey {
  /** Missing where its list does not say either. */
  readonly state?: ListedState | undefined;
}

/** All that is polled or needs attention, without a record being read. */
export interface Glances {
  readonly glanced: readonly Glance[];
  /**
   * Remedies that are on their way, or were written before the index said more of them: first those whose state is
   * known. Each is read by whoever counts it, so they are so many in all as are read of one list.
   */
  readonly unread: readonly Unread[];
  /** False where more is on the lists than was read, or than `unread` holds. */
  readonly isComplete: boolean;
}

/** Something that waits and is due. */
export type Waiting =
  | { readonly kind: 'remedy'; readonly customerId: string; readonly remedyId: string }
  | {
      readonly kind: 'notice';
      readonly customerId: string;
      readonly remedyId: string;
      readonly template: NoticeTemplate;
    }
  | { readonly kind: 'incident'; readonly incidentId: string }
  /** An incident that is mended, of which customers are told. */
  | { readonly kind: 'fix'; readonly incidentId: string };

/** What waits, by when it is due. It is read from an index, which may lag: read the record itself before acting. */
export interface WaitingList {
  /** What is due, the longest overdue first, at most `limit` of it. */
  due(until: Date, limit: number): Promise<Waiting[]>;
  /** Everything that waits for a person, whether due or not. */
  held(limit: number): Promise<Waiting[]>;
  /** Everything that needs a person's attention, and is polled no more. The longest there first. */
  attention(limit: number): Promise<Waiting[]>;
  /**
   * What is due at some time, held or needs attention, as the index has it: at most `limit` of each of its lists, and
   * as many in all of what has to be read.
   */
  glances(limit: number): Promise<Glances>;
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
