import type { DeclineReason } from './part-outcome';

/** A time window, by the creation time at the provider. */
export interface StatementWindow {
  /** Inclusive. */
  readonly from: Date;
  /** Exclusive, so that the end of one day is the beginning of the next. */
  readonly until: Date;
}

/** A refund in the provider's own books, whether it is ours or not. */
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
  /** It released an authorisation, of which nothing had been taken. */
  readonly isRelease?: boolean | undefined;
  /** Why it failed. */
  readonly reason?: DeclineReason | undefined;
}

/** A dispute: the customer's bank claims a payment back. */
export interface ProviderDispute {
  readonly disputeRef: string;
  readonly paymentIds: readonly string[];
  readonly amountMinor: number;
  /** ISO 4217, in upper case. */
  readonly currency: string;
  /** The provider's own status. */
  readonly status: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** What the provider's books say, for the daily reconciliation. Neither list has a promised order. */
export interface ProviderStatement {
  /**
   * @throws {@link StatementUnavailableError} also after some were returned
   * @throws {@link StatementForbiddenError} before any were
   */
  refundsBetween(window: StatementWindow): AsyncIterable<ProviderRefund>;
  /**
   * @throws {@link StatementUnavailableError} also after some were returned
   * @throws {@link StatementForbiddenError} before any were
   */
  disputesBetween(window: StatementWindow): AsyncIterable<ProviderDispute>;
  /**
   * Whether a payment is cancelled, and nothing of it was taken. Missing where the provider cancels none.
   *
   * @throws {@link StatementUnavailableError}
   * @throws {@link StatementForbiddenError}
   */
  isCancelled?(paymentId: string): Promise<boolean>;
}

/** The provider's books could not be read to their end. A partial list proves nothing; read them again later. */
export class StatementUnavailableError extends Error {
  override readonly name = 'StatementUnavailableError';
}

/** Our key lacks the right to read a list, now and tomorrow. What the other lists say can be compared all the same. */
export class StatementForbiddenError extends Error {
  override readonly name = 'StatementForbiddenError';

  /** @param permission as the provider names it, where it does */
  constructor(
    readonly permission: string | undefined,
    options?: ErrorOptions,
  ) {
    super(`The key lacks ${permission === undefined ? 'a permission' : `the permission ${permission}`}`, options);
  }
}
