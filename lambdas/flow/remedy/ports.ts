import type { Failure } from '../../failures/definition/failure';
import type { CommonOptions } from '../../failures/definition/policy';
import type { Partners } from '../../fulfilment/port/partner';
import type { RefundProvider } from '../../fulfilment/port/refund-provider';
import type { Ledger } from '../../ledger/port/ledger';
import type { IncidentStore } from '../../ledger/port/waiting-list';
import type { Limits } from '../../model/limits';
import type { OutcomePublisher, OutcomeState } from '../../outcomes/outcome';
import type { QuotaLease } from '../decide/quota-lease';
import { RetryableError } from '../record/retryable-error';
import type { CachedControls } from '../decide/cached-controls';
import type { Observer } from '../record/observer';

/** All that the road of a failure touches outside itself. */
export interface RemedyPorts {
  readonly ledger: Ledger;
  readonly refunds: RefundProvider;
  readonly partners: Partners;
  readonly outcomes: OutcomePublisher;
  readonly incidents: Pick<IncidentStore, 'openIncident'>;
  readonly limits: Limits;
  /** @default - the policy's defaults */
  readonly options?: CommonOptions | undefined;
  /** Kept for the life of a function instance. */
  readonly quota: QuotaLease;
  /** Kept for the life of a function instance. */
  readonly controls: CachedControls;
  readonly observer: Observer;
  readonly clock: () => Date;
  /** A token no other attempt has. */
  readonly newToken: () => string;
  /** Waits a little, longer with every time this attempt lost a race for the account. */
  readonly backOff: (lostRaces: number) => Promise<void>;
}

/** One delivery of one failure. */
export interface Delivery {
  readonly failure: Failure;
  /** When the failure was published, as the bus says. ISO 8601. */
  readonly detectedAt: string;
  /** When the provider has to have answered, on the same clock as `clock`, in ms since the epoch. */
  readonly deadlineMs: number;
}

/** What one delivery came to. */
export type RemedyResult =
  | { readonly result: Exclude<OutcomeState, 'none'>; readonly remedyId: string }
  | { readonly result: 'none'; readonly remedyId: string; readonly reasons: readonly string[] }
  | { readonly result: 'duplicate'; readonly remedyId: string }
  /** It was published again with what was waited for, or with something that a person has to look at. */
  | { readonly result: 'reconsidered'; readonly remedyId: string };

/** Another attempt holds the claim. Deliver the event again: by then there is an entry, or the lease is over. */
export class CommitmentLeasedError extends RetryableError {
  override readonly name = 'ClaimLeasedError';
  constructor(remedyId: string, leaseUntil: string) {
    super(`${remedyId} is being carried out by another attempt until ${leaseUntil}; this delivery has to come again`);
  }
}

/** So many failures of one customer came at once that this one did not get its turn. Deliver it again. */
export class CustomerRecordContendedError extends RetryableError {
  override readonly name = 'AccountContendedError';
  constructor(remedyId: string, lostRaces: number) {
    super(`${remedyId}: others wrote the account ${lostRaces} times in a row; this delivery has to come again`);
  }
}
