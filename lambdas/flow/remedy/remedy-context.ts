import type { Failure } from '../../failures/definition/failure';
import type { OutcomeState } from '../../outcomes/outcome';
import type { FlowContext } from '../record/flow-context';
import type { PublishContext } from '../record/record-writer';
import type { BreakerContext } from '../fulfil/account-breaker';
import type { FulfilContext } from '../fulfil/fulfil';
import type { ReserveContext } from '../decide/reserve';
import { RetryableError } from '../record/retryable-error';

export type RemedyContext = PublishContext &
  FulfilContext &
  ReserveContext &
  BreakerContext &
  Pick<FlowContext, 'backOff' | 'payments' | 'evidenceBySource' | 'answeringSources'> & {
    readonly incidents: Pick<FlowContext['incidents'], 'openIncident'>;
  };

/** One delivery of one failure. */
export interface Delivery {
  readonly failure: Failure;
  /** When the failure was published, as the bus says. ISO 8601. */
  readonly detectedAt: string;
  /** The product's EventBridge source. */
  readonly source?: string | undefined;
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

/** Another attempt holds the commitment. Deliver the event again: by then there is a record, or the lease is over. */
export class CommitmentLeasedError extends RetryableError {
  override readonly name = 'CommitmentLeasedError';
  constructor(remedyId: string, leaseUntil: string) {
    super(`${remedyId} is being carried out by another attempt until ${leaseUntil}; this delivery has to come again`);
  }
}

/** An event of another source began it, and is delivered again itself. Deliver this one again, after it. */
export class BegunByAnotherSourceError extends RetryableError {
  override readonly name = 'BegunByAnotherSourceError';
  constructor(remedyId: string, source: string) {
    super(`${remedyId} was begun by an event of ${source}, which ends it; this delivery has to come again`);
  }
}

/** So many failures of one customer came at once that this one did not get its turn. Deliver it again. */
export class CustomerRecordContendedError extends RetryableError {
  override readonly name = 'CustomerRecordContendedError';
  constructor(remedyId: string, lostRaces: number) {
    super(`${remedyId}: others wrote the customer record ${lostRaces} times in a row; this delivery has to come again`);
  }
}

/** So much is just being carried out for one customer that this one has to wait. Deliver it again. */
export class CustomerRecordFullError extends RetryableError {
  override readonly name = 'CustomerRecordFullError';
  constructor(remedyId: string) {
    super(`${remedyId}: too much is being carried out for its customer; this delivery has to come again`);
  }
}
