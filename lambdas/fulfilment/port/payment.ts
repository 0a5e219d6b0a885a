import type { Money } from '../../model/money';
import type { PaymentMethod } from '../../model/remedy';

/** A payment as the provider knows it, in ISO 4217 money. */
export interface Payment {
  readonly paymentId: string;
  /** Other ids of the same payment: a payment intent of Stripe's and its charge are one. @default - it has no others */
  readonly otherIds?: readonly string[] | undefined;
  /** What was taken. While it is only authorised, what may be taken. */
  readonly paid: Money;
  /** How much of it may still be refunded, in minor units of its own currency. */
  readonly refundableMinor: number;
  /**
   * `authorised`: nothing is taken yet. `cancelled`: nothing was taken, and nothing will be. `failed`: it did not
   * succeed so far.
   */
  readonly status: 'captured' | 'authorised' | 'cancelled' | 'failed';
  /**
   * All of it is only authorised, the provider can cancel it, and the options say that it may be cancelled where the
   * whole is owed.
   */
  readonly isCancellable?: boolean | undefined;
  /** How it was made. Of the card or the account itself nothing is known here. @default - the provider does not say */
  readonly method?: PaymentMethod | undefined;
  /** A bank is deciding whether the money goes back to the customer. */
  readonly isDisputed: boolean;
}

/** What the provider says of a payment. */
export type PaymentAnswer =
  | { readonly kind: 'payment'; readonly payment: Payment }
  | { readonly kind: 'not-found' }
  /** It was made in the other of the modes, test or live, than our account is used in. */
  | { readonly kind: 'other-mode'; readonly isLive: boolean }
  /** It said something that is of no use, and why. */
  | { readonly kind: 'unavailable'; readonly why: string };

/** Tells what became of payments, and changes nothing. */
export interface PaymentReader {
  /**
   * Looks a payment up.
   *
   * @param timeoutMs how long the provider may take in all, own retries included
   * @throws {@link NotAttemptedError} where the provider was not reached, or takes no requests at the moment
   */
  readPayment(paymentId: string, timeoutMs: number): Promise<PaymentAnswer>;
}
