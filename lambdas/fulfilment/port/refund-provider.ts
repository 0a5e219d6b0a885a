import type { RefundPart } from '../../model/remedy';
import type { PartNotFound, PartOutcome } from './part-outcome';

/** One refund to carry out. Everything in it is fixed by the claim, so that asking twice is asking the same. */
export interface RefundRequest {
  readonly part: RefundPart;
  /** The idempotency key: remedyId and part number. */
  readonly key: string;
  readonly remedyId: string;
  readonly partNumber: number;
  /** Our pseudonymous business id. In the provider's metadata it leads a webhook to the customer's part of the ledger. */
  readonly customerId: string;
  /** Goes into the provider's metadata, so that a person in its dashboard sees what the refund is for. */
  readonly failureType: string;
  /** How long the provider may take in all, own retries included, before the outcome counts as unknown. */
  readonly timeoutMs: number;
}

/** Gives money back to where it came from. */
export interface RefundProvider {
  /**
   * Refunds once per key, however often it is called.
   *
   * @returns what became of it; `unknown` where the provider may have acted and nobody can say
   * @throws {@link NotAttemptedError} where the provider certainly did nothing, so that a later attempt may ask again
   */
  refund(request: RefundRequest): Promise<PartOutcome>;

  /**
   * Looks up what became of a refund, and creates nothing. It tells the present, also of a refund that failed after it was
   * paid, where `refund` may repeat what it said the first time.
   *
   * @returns `unknown` where the answer is of no use
   * @throws {@link NotAttemptedError} where the provider was not reached; look again later
   */
  find(request: RefundRequest): Promise<PartOutcome | PartNotFound>;
}

/** The provider was not reached, or turned the request away unseen. No money moved; deliver the event again. */
export class NotAttemptedError extends Error {
  override readonly name = 'NotAttemptedError';
}

/**
 * Providers forget an idempotency key some time after a day (Stripe prunes them from 24 h on). After this age a key is not
 * used to create anything, because it might no longer protect.
 */
export const keyUsableMs = 20 * 60 * 60 * 1000;

/** Whether a key still protects from paying twice. */
export function isKeyUsable(keySince: string, now: Date): boolean {
  return now.getTime() - Date.parse(keySince) <= keyUsableMs;
}
