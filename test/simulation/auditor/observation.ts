import type { OutgoingMail } from '../../../lambdas/email/mailer';
import type { Plain } from '../stored';
import type { Effect } from './effects';
import type { PartTerms, StoredCommitment, StoredCustomerRecord, StoredNotice, StoredRemedy } from './stored-items';

/** A part that the provider or a partner was asked for. */
export interface PartRequest {
  readonly remedyId: string;
  readonly customerId: string;
  readonly partNumber: number;
  readonly key: string;
  readonly terms: PartTerms;
  /** Who is asked, for sentences. */
  readonly askedOf: 'the provider' | 'a partner';
}

/** What one report of a failure says that a remedy is decided on. */
export interface Report {
  readonly source: string;
  readonly orderId: string;
  /** Empty where it is about the whole order. */
  readonly lineId: string;
  readonly paymentId: string;
  readonly paid: { readonly amountMinor: number; readonly currency: string };
}

/** What a person decides on a remedy: one that is held, or one that needs attention. */
export interface HoldDecision {
  readonly decision: 'approve' | 'reject' | 'retry';
  readonly remedyId: string;
  readonly person: string;
}

/** Something that happened in the simulated world, read once. Every invariant looks at those that concern it. */
export type Observation =
  | { readonly kind: 'item-written'; readonly sk: string; readonly item: Plain }
  | {
      readonly kind: 'envelope-written';
      readonly customerId: string;
      /** Missing where it is erased, or a message. In ms since the epoch. */
      readonly detectedAt: number | undefined;
      readonly wasErased: boolean;
      readonly isErased: boolean;
    }
  | {
      readonly kind: 'customer-record-written';
      readonly before: StoredCustomerRecord | undefined;
      readonly after: StoredCustomerRecord;
    }
  /** A commitment that no earlier version of the customer record had. */
  | {
      readonly kind: 'committed';
      readonly commitment: StoredCommitment;
      readonly customerRecord: StoredCustomerRecord;
    }
  /** `before` is missing where it is the first version. */
  | { readonly kind: 'remedy-written'; readonly before: StoredRemedy | undefined; readonly after: StoredRemedy }
  | { readonly kind: 'notice-written'; readonly before: StoredNotice | undefined; readonly after: StoredNotice }
  | {
      readonly kind: 'part-requested';
      readonly request: PartRequest;
      /** The key under which this part was asked for first: this very key where it never was before. */
      readonly firstKey: string;
      readonly isFirstRequest: boolean;
    }
  | { readonly kind: 'effect'; readonly remedyId: string; readonly partNumber: number; readonly reference: string }
  | { readonly kind: 'mail-sent'; readonly mail: OutgoingMail; readonly timesSent: number }
  | { readonly kind: 'outcome-published'; readonly remedyId: string; readonly state: string }
  | { readonly kind: 'shadow-published'; readonly remedyId: string }
  | { readonly kind: 'recovery-published'; readonly remedyId: string }
  | ({ readonly kind: 'decision-answered'; readonly answer: 'done' | 'refused' } & HoldDecision)
  | { readonly kind: 'switched'; readonly target: string; readonly wanted: object; readonly answered: Plain }
  /** A function of a failure type ended well with an event. */
  | { readonly kind: 'report-handled'; readonly identity: string; readonly report: Report; readonly startedAt: number }
  /** A function of a failure type ended well with an event that ends a wait: with proof, or with what is not owed. */
  | { readonly kind: 'wait-ending-event-handled'; readonly identity: string; readonly startedAt: number }
  /**
   * Long after all faults have ceased. `queued` is every event that is in a retry queue or in the dead-letter queue.
   */
  | {
      readonly kind: 'end';
      readonly queued: readonly Plain[];
      /** Whether faults were drawn after which nobody can know if a mail was handed over. */
      readonly mayDoubtMails: boolean;
      readonly live: readonly Effect[];
    };

export type ObservationOf<Kind extends Observation['kind']> = Extract<Observation, { readonly kind: Kind }>;
