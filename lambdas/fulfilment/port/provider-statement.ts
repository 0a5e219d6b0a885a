import type { DeclineReason } from './part-outcome';

/** A stretch of time, by when something was created at the provider. */
export interface StatementWindow {
  /** The first moment that belongs to it. */
  readonly from: Date;
  /** The first moment that does not, so that one day's end is the next one's beginning. */
  readonly until: Date;
}

/** A refund in the provider's own books, whoever made it. */
export interface ProviderRefund {
  readonly providerRef: string;
  /** Every id under which the provider knows the payment: the charge and the payment intent. */
  readonly paymentIds: readonly string[];
  readonly amountMinor: number;
  /** ISO 4217, in upper case. */
  readonly currency: string;
  readonly state: 'succeeded' | 'pending' | 'failed';
  /** ISO 8601. */
  readonly createdAt: string;
  /** Missing where somebody refunded by hand, or another system did. */
  readonly remedyId?: string | undefined;
  readonly partNumber?: number | undefined;
  readonly customerId?: string | undefined;
  /** Why it failed. */
  readonly reason?: DeclineReason | undefined;
}

/** A payment the customer's bank asks back. */
export interface ProviderDispute {
  readonly disputeRef: string;
  readonly paymentIds: readonly string[];
  readonly amountMinor: number;
  /** ISO 4217, in upper case. */
  readonly currency: string;
  /** In the provider's own words. */
  readonly status: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** What the provider's books say, for the daily reconciliation. Both lists come in no promised order. */
export interface ProviderStatement {
  /** @throws {@link StatementUnavailableError} also after some were given */
  refundsBetween(window: StatementWindow): AsyncIterable<ProviderRefund>;
  /** @throws {@link StatementUnavailableError} also after some were given */
  disputesBetween(window: StatementWindow): AsyncIterable<ProviderDispute>;
}

/** The provider's books could not be read to their end. What is missing from a part of them proves nothing; read again later. */
export class StatementUnavailableError extends Error {
  override readonly name = 'StatementUnavailableError';
}
