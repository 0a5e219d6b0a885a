import Stripe from 'stripe';
import { SigningSecret } from '../port/signing-secret';
import type { ProviderKey } from '../port/provider-key';
import {
  signatureToleranceSeconds,
  type UnrelatedEvent,
  type WebhookVerifier,
  type InvalidSignature,
  type WebhookRequest,
  type WebhookEvent,
} from '../port/webhook-event';
import { disputeOf, marksOf, outcomeOf } from './stripe-outcome';

/** Believes Stripe's calls by their signature, and reads what they say of our refunds. */
export class StripeWebhook implements WebhookVerifier {
  readonly signatureHeader = 'stripe-signature';
  private readonly secret: SigningSecret;

  /** @param key the endpoint's signing secret (`whsec_…`), which is not the API key */
  constructor(key: ProviderKey) {
    this.secret = new SigningSecret(key);
  }

  async verify(request: WebhookRequest): Promise<WebhookEvent | InvalidSignature | UnrelatedEvent> {
    const event = await this.secret.verify(request.now, (secret) => eventOf(request, secret));
    return 'event' in event ? event : newsOf(event);
  }
}

function eventOf({ rawBody, signature, now }: WebhookRequest, secret: string): Stripe.Event | InvalidSignature {
  if (!signature) return { event: 'invalid-signature', why: 'there is no signature' };
  if (isAhead(signature, now)) return { event: 'invalid-signature', why: 'it is dated ahead of our clock' };
  try {
    return Stripe.webhooks.constructEvent(
      rawBody,
      signature,
      secret,
      signatureToleranceSeconds,
      undefined,
      now.getTime(),
    );
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) {
      const [why = ''] = error.message.split('\n');
      return { event: 'invalid-signature', why };
    }
    if (error instanceof SyntaxError) return { event: 'invalid-signature', why: 'the body is no JSON' };
    throw error;
  }
}

/** The SDK looks at the age only. */
function isAhead(signature: string, now: Date): boolean {
  const seconds = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1] ?? 0);
  return seconds - now.getTime() / 1000 > signatureToleranceSeconds;
}

function newsOf(event: Stripe.Event): WebhookEvent | UnrelatedEvent {
  switch (event.type) {
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated':
      return refundEvent(event, event.data.object);
    case 'charge.dispute.created':
      return { event: 'dispute', eventId: event.id, ...disputeOf(event.data.object) };
    default:
      return { event: 'unrelated' };
  }
}

function refundEvent({ id, created }: Stripe.Event, refund: Stripe.Refund): WebhookEvent | UnrelatedEvent {
  const marks = marksOf(refund);
  if (!marks) return { event: 'unrelated' };
  return {
    event: 'refund',
    eventId: id,
    ...marks,
    outcome: outcomeOf(refund),
    amountMinor: refund.amount,
    currency: refund.currency.toUpperCase(),
    createdAt: new Date(created * 1000).toISOString(),
  };
}
