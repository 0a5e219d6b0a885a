import type { Brands } from '../../email/brand';
import type { Failure } from '../../failures/definition/failure';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import type { Ledger } from '../../ledger/port/ledger';
import type { ArrivalAt } from '../../model/remedy';

/** What whoever shows mails knows of them. */
export interface PreviewContext {
  readonly ledger: Pick<Ledger, 'readMails' | 'readMessage'>;
  readonly brands: Brands;
  /** How soon a refund arrives, by how it was paid, where that is known before. */
  readonly arrival?: ArrivalAt | undefined;
  /** The failure type of that name, with the failure that is kept. */
  readonly read: (type: string, failure: object) => { definition: FailureDefinition; failure: Failure };
}
