import type { Arrival } from '../model/remedy';

/** Why a provider will not give the money back. Each is final for this part: the same request would be refused again. */
export type DeclineReason =
  | 'already-refunded'
  | 'exceeds-payment'
  | 'disputed'
  | 'payment-not-found'
  | 'payment-not-refundable'
  | 'insufficient-balance'
  | 'card-unreachable'
  | 'other';

/**
 * What became of one part. `unknown` is not a failure: the money may have moved, so nobody asks again with another key,
 * and nobody tells the customer anything yet.
 */
export type PartOutcome =
  | { readonly state: 'paid'; readonly providerRef: string; readonly arrival?: Arrival | undefined }
  | { readonly state: 'pending'; readonly providerRef: string }
  | { readonly state: 'declined'; readonly reason: DeclineReason; readonly providerRef?: string | undefined }
  | { readonly state: 'unknown'; readonly why: string; readonly providerRef?: string | undefined };
