import type { Notice } from '../notice/notice';
import type { RemedyRecord } from '../remedy-record';

/** What a page about a customer shows of a remedy. It is less than the record, and nothing to act on. */
export type KnownRemedy = Pick<
  RemedyRecord,
  | 'remedyId'
  | 'customerId'
  | 'type'
  | 'state'
  | 'evidence'
  | 'source'
  | 'incidentId'
  | 'orderId'
  | 'lineId'
  | 'paymentId'
  | 'parts'
  | 'reasons'
  | 'occurredAt'
  | 'detectedAt'
  | 'committedAt'
  | 'history'
>;

/** The same of a mail. */
export type KnownNotice = Pick<Notice, 'remedyId' | 'template' | 'state' | 'at' | 'trouble'>;

/** The remedies of one customer with their mails. It holds no personal data. */
export interface CustomerHistory {
  /** The newest first. */
  readonly remedies: readonly KnownRemedy[];
  /** Those of these remedies. */
  readonly notices: readonly KnownNotice[];
  /** False where there are more remedies, or more mails than were read. */
  readonly isComplete: boolean;
}

/** What happened to one customer, for a person who looks. */
export interface CustomerHistories {
  /** @param limit how many remedies at most: the newest of those that were read */
  historyOf(customerId: string, limit: number): Promise<CustomerHistory>;
}
