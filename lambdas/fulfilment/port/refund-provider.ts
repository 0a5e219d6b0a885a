import { hourMs } from '../../model/durations';
import type { AccountTrouble } from '../../model/guards/breaker';
import { written, type Money } from '../../model/money';
import type { CancellationPart, RefundPart } from '../../model/remedy';
import type { DeclineReason, PartNotFound, PartOutcome } from './part-outcome';

/** One refund to carry out. All of it is fixed by the commitment, so that a repeated request is the same request. */
export interface RefundRequest {
  readonly part: RefundPart;
  /** The idempotency key: remedyId and part number. */
  readonly key: string;
  readonly remedyId: string;
  readonly partNumber: number;
  /**
   * Our pseudonymous business id. In the provider's metadata it leads a webhook event to the customer's part of the
   * ledger.
   */
  readonly customerId: string;
  /** Goes into the provider's metadata, so that a person in its dashboard sees what the refund is for. */
  readonly failureType: string;
  /** How long the provider may take in all, own retries included, before the outcome counts as unknown. */
  readonly timeoutMs: number;
  /**
   * The numbers of all parts that the ledger has of the remedy, where this one is looked up and is its only refund. A
   * refund of the remedy under another number was made by an attempt that the ledger has forgotten, as after a restore.
   */
  readonly knownParts?: readonly number[] | undefined;
}

/** One authorised payment to cancel. All of it is fixed by the commitment, as of a refund. */
export type CancellationRequest = Omit<RefundRequest, 'part'> & { readonly part: CancellationPart };

/** Cancels payments that were only authorised, so that nothing is taken. */
export interface CancellationProvider {
  /** The accounts whose trouble stops it. */
  readonly accounts: readonly string[];

  /**
   * Cancels the payment, however often it is called.
   *
   * @returns what became of it; `declined` as `captured` where it was taken meanwhile, and certainly is not cancelled
   * @throws {@link NotAttemptedError} where the provider certainly did nothing
   */
  cancel(request: CancellationRequest): Promise<PartOutcome>;

  /**
   * Looks up whether the payment is cancelled, and changes nothing.
   *
   * @returns `not-found` where it is still authorised
   * @throws {@link NotAttemptedError} where the provider was not reached; look again later
   */
  find(request: CancellationRequest): Promise<PartOutcome | PartNotFound>;
}

/** Refunds money to the payment method it came from. */
export interface RefundProvider {
  /** The accounts whose trouble stops it, as an {@link AccountTroubleError} names them: for all, and for this right. */
  readonly accounts: readonly string[];

  /**
   * Refunds once per key, however often it is called.
   *
   * @returns what became of it; `unknown` where the provider may have acted and nobody can say
   * @throws {@link NotAttemptedError} where the provider certainly did nothing, so that a later attempt may ask again
   */
  refund(request: RefundRequest): Promise<PartOutcome>;

  /**
   * Looks up what became of a refund, and creates nothing. It returns the present state, also of a refund that failed
   * after it had succeeded, where `refund` may repeat its first answer. A provider that forgets keys, and lists the
   * refunds of a payment, also finds the same money under a number that is none of `knownParts`.
   *
   * @returns `unknown` where the answer is of no use
   * @throws {@link NotAttemptedError} where the provider was not reached; look again later
   */
  find(request: RefundRequest): Promise<PartOutcome | PartNotFound>;

  /**
   * The smallest step between two amounts that the provider can move, in ISO 4217 minor units. What is decided is a
   * multiple of it.
   */
  smallestStepMinor(currency: string): number;

  /** Missing where it cancels nothing. */
  readonly cancellations?: CancellationProvider | undefined;
}

/**
 * The provider was not reached, or refused the request before processing it. No money moved; deliver the event again.
 */
export class NotAttemptedError extends Error {
  override readonly name: string = 'NotAttemptedError';
  /**
   * False where this is known of the last try only, and an earlier one of the same request may have got through. The
   * same key finds out; until then nobody may say that nothing was asked for.
   *
   * @default true
   */
  readonly isCertain: boolean;
  /**
   * Whether it asked for fewer requests, so that the same request may be made again as soon as there are fewer.
   *
   * @default false
   */
  readonly isRateLimited: boolean;

  constructor(
    message: string,
    { isCertain = true, isRateLimited = false, ...options }: ErrorOptions & Partial<NotAttempted> = {},
  ) {
    super(message, options);
    this.isCertain = isCertain;
    this.isRateLimited = isRateLimited;
  }
}

type NotAttempted = Pick<NotAttemptedError, 'isCertain' | 'isRateLimited'>;

/**
 * The account answered about itself: it is restricted, or its key is wrong or lacks a permission. Every remedy would
 * get the same answer, so all of them wait until one goes through.
 */
export class AccountTroubleError extends NotAttemptedError {
  override readonly name = 'AccountTroubleError';
  constructor(
    readonly trouble: AccountTrouble,
    /**
     * What the answer means if it is about this one part after all. Missing where it can only be about the account.
     * Another remedy that goes through afterwards tells.
     */
    readonly otherwise?: DeclineReason,
    options?: ErrorOptions,
  ) {
    super(`${trouble.account}: ${trouble.why}`, options);
  }
}

/** What identifies a refund in the answer of a provider. Its money is ours, whatever the provider counts in. */
export interface ProviderRefundStatus extends Money {
  readonly remedyId: string | undefined;
}

/**
 * How the refund in an answer differs from the one that was requested, or undefined where they are the same. Only the
 * very refund that was requested counts as `succeeded`.
 */
export function mismatchOf(
  status: ProviderRefundStatus,
  { part, remedyId }: RefundRequest,
  providerName: string,
): string | undefined {
  if (status.amountMinor !== part.amountMinor || status.currency !== part.currency) {
    return `${providerName} refunded ${written(status)}, and ${written(part)} was promised`;
  }
  if (status.remedyId !== remedyId) return `${providerName} answered with the refund of another remedy`;
  return undefined;
}

/**
 * Providers forget an idempotency key some time after a day (Stripe prunes them from 24 h on). A key older than this
 * creates nothing, because the provider might no longer recognise a repetition.
 */
export const keyUsableMs = 20 * hourMs;

/** Whether a key still protects from refunding twice. */
export function isKeyUsable(keySince: string, now: Date): boolean {
  return now.getTime() - Date.parse(keySince) <= keyUsableMs;
}
