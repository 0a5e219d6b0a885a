import type { Arrival, Shipment } from '../../model/remedy';

/** Why a part will not be given. Each is final for this part: the same request would be refused again. */
export const declineReasons = [
  /** All of the payment went back before, by somebody else's hand or another system. */
  'already-refunded',
  /** More was asked for than is left of the payment. */
  'exceeds-payment',
  /** The customer's bank has a dispute open, or has taken the money back already. */
  'disputed',
  /** The provider does not know the payment. */
  'payment-not-found',
  /** The payment is known, but never succeeded, or was made in a way that has no refunds. */
  'payment-not-refundable',
  /** The provider refunds payments for a limited time, and this one is older. */
  'payment-too-old',
  /** Our own balance at the provider does not cover the refund. The one reason that may pass by itself. */
  'insufficient-balance',
  /** The card or account that paid takes no money any more: closed, lost, expired, or its bank said no. */
  'card-unreachable',
  /** The provider has restricted our own account: nothing will be refunded until it is cleared. */
  'account-restricted',
  /** Somebody on our side cancelled the refund at the provider. */
  'cancelled',
  /** There is none left of the thing that was to be sent. */
  'out-of-stock',
  /** It cannot be there when it is needed. */
  'too-late',
  /** Nobody answered in time, and the request was called back. */
  'no-answer',
  /** The customer could not be reached. */
  'customer-not-reached',
  /** There is no account to put a credit on. */
  'account-not-found',
  /** Where to send it is not kept any more. */
  'address-gone',
  /** Something the provider says in words of its own, or does not say. */
  'other',
] as const;

export type DeclineReason = (typeof declineReasons)[number];

export function isDeclineReason(text: string): text is DeclineReason {
  return (declineReasons as readonly string[]).includes(text);
}

/**
 * What became of one part. `paid` stands for given, whatever it is. `unknown` is not a failure: the money may have moved, so nobody asks again with another key,
 * and nobody tells the customer anything yet.
 */
export type PartOutcome =
  | {
      readonly state: 'succeeded';
      readonly providerRef: string;
      readonly arrival?: Arrival | undefined;
      readonly shipment?: Shipment | undefined;
    }
  | {
      readonly state: 'pending';
      readonly providerRef: string;
      /** By when whoever carries it out has promised to answer. ISO 8601. */
      readonly answerBy?: string | undefined;
    }
  | { readonly state: 'declined'; readonly reason: DeclineReason; readonly providerRef?: string | undefined }
  | { readonly state: 'unknown'; readonly why: string; readonly providerRef?: string | undefined };

/** Whoever was asked has no such part. A refusal is not kept everywhere, so this may also follow on `declined`. */
export interface PartNotFound {
  readonly state: 'not-found';
}
