import type { Arrival, Shipment } from '../../model/remedy';

/** Why a part will not be given. Each is final for this part: the same request would be refused again. */
export const declineReasons = [
  /** All of the payment was refunded before, by a person or another system. */
  'already-refunded',
  /** More was requested than is left of the payment. */
  'exceeds-payment',
  /** The provider cannot move exactly this amount: its smallest step in this currency is larger. */
  'amount-not-payable',
  /** The customer's bank has a dispute open, or has taken the money back already. */
  'disputed',
  /** The provider does not know the payment. */
  'payment-not-found',
  /** The payment is known, but never succeeded, or its payment method has no refunds. */
  'payment-not-refundable',
  /** The provider refunds payments for a limited time, and this one is older. */
  'payment-too-old',
  /** Our own balance at the provider does not cover the refund. The one reason that may go away by itself. */
  'insufficient-balance',
  /** The card or account that paid cannot receive money: closed, lost, expired, or refused by its bank. */
  'card-unreachable',
  /** The provider has restricted our own account: nothing will be refunded until it is cleared. */
  'account-restricted',
  /** The payment was captured meanwhile, so that it can only be refunded, and not be cancelled any more. */
  'captured',
  /** Somebody on our side cancelled the refund at the provider. */
  'cancelled',
  /** There is none left of the thing that was to be sent. */
  'out-of-stock',
  /** It cannot arrive when it is needed. */
  'too-late',
  /** Nobody answered in time, and the request was withdrawn. */
  'no-answer',
  /** The customer could not be reached. */
  'customer-not-reached',
  /** There is no account to put a credit on. */
  'account-not-found',
  /** The customer has no such entitlement, or not any more. */
  'entitlement-not-found',
  /** It cannot be given back: the rights to it have ended, or there is no more of it. */
  'not-available',
  /** Where to send it is not kept any more. */
  'address-gone',
  /** Another reason of the provider's own, or none given. */
  'other',
] as const;

export type DeclineReason = (typeof declineReasons)[number];

export function isDeclineReason(text: string): text is DeclineReason {
  return (declineReasons as readonly string[]).includes(text);
}

/** A reason that is not on the list is still a refusal. */
export function declineReasonOf(text: string | undefined): DeclineReason {
  return text !== undefined && isDeclineReason(text) ? text : 'other';
}

/**
 * What became of one part. `succeeded` means given, whatever it is. `unknown` is not a failure: the money may have
 * moved, so no other key is used, and the customer is not told anything yet.
 */
export type PartOutcome =
  | {
      readonly state: 'succeeded';
      readonly providerRef: string;
      readonly arrival?: Arrival | undefined;
      readonly shipment?: Shipment | undefined;
      /** Until when an entitlement is the customer's. ISO 8601. Missing where it does not end, or nobody said. */
      readonly validUntil?: string | undefined;
    }
  | {
      readonly state: 'pending';
      readonly providerRef: string;
      /** By when the answer is due. ISO 8601. */
      readonly answerBy?: string | undefined;
      /** By when somebody calls who has accepted that. ISO 8601. */
      readonly callBy?: string | undefined;
    }
  | { readonly state: 'declined'; readonly reason: DeclineReason; readonly providerRef?: string | undefined }
  | { readonly state: 'unknown'; readonly why: string; readonly providerRef?: string | undefined };

/** The provider or partner knows no such part. Not everybody keeps refusals, so this may also follow `declined`. */
export interface PartNotFound {
  readonly state: 'not-found';
}
