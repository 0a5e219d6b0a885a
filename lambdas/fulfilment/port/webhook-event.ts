import type { PartOutcome } from './part-outcome';
import type { PartUpdate } from './part-update';
import type { ProviderDispute } from './provider-statement';

/**
 * What a caller may report. `payments`: refunds and disputes. `parts`: what it carries out itself. So a warehouse
 * cannot say that money was refunded.
 */
export type WebhookScope = 'payments' | 'parts';

/** A webhook request whose signature is not verified yet. */
export interface WebhookRequest {
  /** The body, byte for byte as it came: signatures are made over these bytes. */
  readonly rawBody: string;
  /** The header named by `signatureHeader`. */
  readonly signature: string | undefined;
  /** The header named by `timestampHeader`, where there is one. */
  readonly timestamp?: string | undefined;
  readonly now: Date;
}

/**
 * What became of one of our refunds. The amount and currency are the provider's; they are compared with what was
 * promised before `succeeded` is believed. Events may arrive late, twice or out of order.
 */
export interface RefundEvent extends PartUpdate {
  readonly type: 'refund';
  /** The same for every delivery of the same event. */
  readonly eventId: string;
  readonly remedyId: string;
  readonly partNumber: number;
  readonly customerId: string;
  readonly outcome: PartOutcome;
  readonly amountMinor: number;
  /** ISO 4217, in upper case. */
  readonly currency: string;
  /** When it happened, ISO 8601. */
  readonly createdAt: string;
}

/** By so many ids may be named whichever payment a bank speaks of. Each is written by itself. */
export const mostPaymentIds = 10;

export interface DisputeEvent extends ProviderDispute {
  readonly type: 'dispute';
  readonly eventId: string;
  /** When it stood so, ISO 8601. */
  readonly happenedAt: string;
}

/** A bank warns that somebody else paid with the card. It may become a dispute. */
export interface FraudWarningEvent {
  readonly type: 'fraud-warning';
  readonly eventId: string;
  /** The provider's id of the warning. */
  readonly warningRef: string;
  /** Every id by which an event may name the payment. */
  readonly paymentIds: readonly string[];
  /** Nothing is to be done about it any more: it became a dispute, or all of the payment was refunded. */
  readonly isClosed: boolean;
  /** When it happened, ISO 8601. */
  readonly createdAt: string;
}

/** What became of a part that a partner's own endpoint carries out. */
export interface PartnerEvent extends PartUpdate {
  readonly type: 'part';
  /** The same for every delivery of the same event. */
  readonly eventId: string;
}

/** A verified event about something of ours. */
export type WebhookEvent = RefundEvent | DisputeEvent | FraudWarningEvent | PartnerEvent;

/** The signature does not prove who sent the request. */
export interface InvalidSignature {
  readonly type: 'invalid-signature';
  readonly why: string;
}

/** @param why a sentence, which is written down */
export function invalidSignature(why: string): InvalidSignature {
  return { type: 'invalid-signature', why };
}

/** The signature is valid, and the body does not keep its contract. */
export interface InvalidPayload {
  readonly type: 'invalid-payload';
  readonly why: string;
}

/** A verified event about nothing of ours. It is acknowledged, so that it is not sent again. */
export interface UnrelatedEvent {
  readonly type: 'unrelated';
  /** Why it is not ours, where somebody may have expected it to be. For the log. */
  readonly why?: string | undefined;
}

export type WebhookVerification = WebhookEvent | UnrelatedEvent | InvalidSignature | InvalidPayload;

/** Verifies webhook requests by their signature, and reads their events. */
export interface WebhookVerifier {
  /** In lower case. */
  readonly signatureHeader: string;
  /** In lower case. Missing where the signature carries its own time. */
  readonly timestampHeader?: string | undefined;
  /**
   * @throws {@link NotAttemptedError} where the signing secret cannot be read; the provider will send the event again
   */
  verify(request: WebhookRequest): Promise<WebhookVerification>;
}

/** How far the time of a signature may differ from our clock, so that a recorded request can soon not be replayed. */
export const signatureToleranceSeconds = 300;
