import type { PartUpdate } from './part-update';
import type { PartOutcome } from './part-outcome';
import type { ProviderDispute } from './provider-statement';

/** A call of the provider, before anybody believed it. */
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
 * What became of one of our refunds. The amount and currency are the provider's; whoever takes over `paid` compares them with
 * what was promised first. News come late, twice and in any order.
 */
export interface RefundEvent extends PartUpdate {
  readonly event: 'refund';
  /** The same for every delivery of the same news. */
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

export interface DisputeEvent extends ProviderDispute {
  readonly event: 'dispute';
  readonly eventId: string;
}

/** What became of a part that a team's own endpoint carries out. It comes the same way, from whoever that is. */
export interface PartnerEvent extends PartUpdate {
  readonly event: 'part';
  /** The same for every delivery of the same news. */
  readonly eventId: string;
}

export type WebhookEvent = RefundEvent | DisputeEvent | PartnerEvent;

/** Nobody can say that it came from the provider. */
export interface InvalidSignature {
  readonly event: 'invalid-signature';
  readonly why: string;
}

/** From the provider, but about nothing of ours. Say thank you, so that it is not sent again. */
export interface UnrelatedEvent {
  readonly event: 'unrelated';
}

/** Reads what a provider calls to tell. */
export interface WebhookVerifier {
  /** In lower case. */
  readonly signatureHeader: string;
  /** In lower case. Missing where the signature carries its own time. */
  readonly timestampHeader?: string | undefined;
  /** @throws {@link NotAttemptedError} where the signing secret cannot be read; the provider will call again */
  verify(request: WebhookRequest): Promise<WebhookEvent | InvalidSignature | UnrelatedEvent>;
}

/** How old a signature may be, and how far ahead of our clock, so that a call that was overheard is soon worth nothing. */
export const signatureToleranceSeconds = 300;
