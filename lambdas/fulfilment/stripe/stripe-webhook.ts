import Stripe from 'stripe';
import type { ProviderKey } from '../port/provider-key';
import { SigningSecret } from '../port/signing-secret';
import {
  signatureToleranceSeconds,
  type InvalidPayload,
  type InvalidSignature,
  type UnrelatedEvent,
  type WebhookEvent,
  type WebhookRequest,
  type WebhookVerification,
  type WebhookVerifier,
} from '../port/webhook-event';
import { fromStripeAmount } from './stripe-amount';
import { disputeOf, marksOf, outcomeOfStripeRefund } from './stripe-outcome';

interface VerifiedEvent {
  readonly type: 'verified';
  readonly event: Stripe.Event;
}

/** Verifies Stripe's webhook events by their signature, and reads what they say of our refunds. */
export class StripeWebhook implements WebhookVerifier {
  readonly signatureHeader = 'stripe-signature';
  private readonly secret: SigningSecret;

  /** @param key the endpoint's signing secret (`whsec_…`), which is not the API key */
  constructor(key: ProviderKey) {
    this.secret = new SigningSecret(key);
  }

  async verify(request: WebhookRequest): Promise<WebhookVerification> {
    const verified = await this.secret.verify(request.now, (secret) => constructEvent(request, secret));
    return verified.type === 'verified' ? eventOf(verified.event) : verified;
  }
}

function constructEvent(
  { rawBody, signature, now }: WebhookRequest,
  secret: string,
): VerifiedEvent | InvalidSignature | InvalidPayload {
  if (!signature) return { type: 'invalid-signature', why: 'there is no signature' };
  if (isAhead(signature, now)) return { type: 'invalid-signature', why: 'it is dated ahead of our clock' };
  const { webhooks } = Stripe;
  try {
    const tolerance = signatureToleranceSeconds;
    const event = webhooks.constructEvent(rawBody, signature, secret, tolerance, undefined, now.getTime());
    return { type: 'verified', event };
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) {
      const [why = ''] = error.message.split('\n');
      return { type: 'invalid-signature', why };
    }
    if (error instanceof SyntaxError) return { type: 'invalid-payload', why: 'the body is not valid JSON' };
    throw error;
  }
}

/** The SDK checks only that a signature is not too old. */
function isAhead(signature: string, now: Date): boolean {
  const seconds = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1] ?? 0);
  return seconds - now.getTime() / 1000 > signatureToleranceSeconds;
}

function eventOf(event: Stripe.Event): WebhookEvent | UnrelatedEvent {
  switch (event.type) {
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated':
      return refundEvent(event, event.data.object);
    case 'charge.dispute.created':
      return { type: 'dispute', eventId: event.id, ...disputeOf(event.data.object) };
    default:
      return { type: 'unrelated' };
  }
}

function refundEvent({ id, created }: Stripe.Event, refund: Stripe.Refund): WebhookEvent | UnrelatedEvent {
  const marks = marksOf(refund);
  if (!marks) return { type: 'unrelated' };
  return {
    type: 'refund',
    eventId: id,
    ...marks,
    outcome: outcomeOfStripeRefund(refund),
    ...fromStripeAmount(refund.amount, refund.currency),
    createdAt: new Date(created * 1000).toISOString(),
  };
}
