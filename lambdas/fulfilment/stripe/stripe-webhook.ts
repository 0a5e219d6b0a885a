import Stripe from 'stripe';
import type { ProviderKey } from '../keys/provider-key';
import { SigningSecret } from '../keys/signing-secret';
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
import type { StripeMode } from './stripe-connect';
import { disputeOf, marksOf, outcomeOfStripeRefund, paymentIdsOf } from './stripe-outcome';

/** Which of Stripe's events are about money of ours. */
export interface OurEvents {
  /** The connected account on which the payments are. @default - that of the endpoint itself */
  readonly account?: string | undefined;
  /** An endpoint for connected accounts gets the events of both modes. @default - both */
  readonly mode?: StripeMode | undefined;
}

interface VerifiedEvent {
  readonly type: 'verified';
  readonly event: Stripe.Event | ThinEvent;
}

/** An event of Stripe's API v2, which only says what happened to which object. None of them is about refunds. */
interface ThinEvent {
  readonly object: 'v2.core.event';
  readonly type: string;
}

/** Verifies Stripe's webhook events by their signature, and reads what they say of our refunds. */
export class StripeWebhook implements WebhookVerifier {
  readonly signatureHeader = 'stripe-signature';
  private readonly secret: SigningSecret;

  /**
   * @param key the endpoint's signing secret (`whsec_…`), which is not the API key
   * @param ours whose events are ours
   */
  constructor(
    key: ProviderKey,
    private readonly ours: OurEvents = {},
  ) {
    this.secret = new SigningSecret(key);
  }

  async verify(request: WebhookRequest): Promise<WebhookVerification> {
    const verified = await this.secret.verify(request.now, (secret) => constructEvent(request, secret));
    return verified.type === 'verified' ? eventOf(verified.event, this.ours) : verified;
  }
}

function constructEvent(
  { rawBody, signature, now }: WebhookRequest,
  secret: string,
): VerifiedEvent | InvalidSignature | InvalidPayload {
  if (!signature) return { type: 'invalid-signature', why: 'there is no signature' };
  if (isAhead(signature, now)) return { type: 'invalid-signature', why: 'it is dated ahead of our clock' };
  const { signature: signatures } = Stripe.webhooks;
  if (!signatures) throw new Error("Stripe's SDK cannot verify signatures on this platform");
  try {
    const tolerance = signatureToleranceSeconds;
    // The SDK's own reading of an event throws at thin ones, which are rightly signed.
    signatures.verifyHeader(rawBody, signature, secret, tolerance, undefined, now.getTime());
    return { type: 'verified', event: JSON.parse(rawBody) as Stripe.Event | ThinEvent };
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

function eventOf(event: Stripe.Event | ThinEvent, ours: OurEvents): WebhookEvent | UnrelatedEvent {
  if (event.object !== 'event') return unrelated(`a thin event (${event.type}), which says nothing of refunds`);
  if (event.account !== undefined && event.account !== ours.account) {
    return unrelated(`an event of the connected account ${event.account}, which is not ours`);
  }
  if (ours.mode !== undefined && event.livemode !== (ours.mode === 'live')) {
    return unrelated(`an event of the ${event.livemode ? 'live' : 'test'} mode, and ours is the ${ours.mode} mode`);
  }
  switch (event.type) {
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated':
      return refundEvent(event, event.data.object);
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
      return { type: 'dispute', eventId: event.id, ...disputeOf(event.data.object), happenedAt: timeOf(event) };
    case 'radar.early_fraud_warning.created':
    case 'radar.early_fraud_warning.updated':
      return warningEvent(event, event.data.object);
    default:
      return { type: 'unrelated' };
  }
}

function unrelated(why: string): UnrelatedEvent {
  return { type: 'unrelated', why };
}

/** https://docs.stripe.com/api/radar/early_fraud_warnings/object */
function warningEvent(event: Stripe.Event, warning: Stripe.Radar.EarlyFraudWarning): WebhookEvent {
  const { id: warningRef, actionable, charge, payment_intent } = warning;
  const paymentIds = paymentIdsOf({ charge, payment_intent: payment_intent ?? null });
  const facts = { type: 'fraud-warning', eventId: event.id, warningRef, paymentIds } as const;
  return { ...facts, isClosed: !actionable, createdAt: timeOf(event) };
}

function timeOf({ created }: Stripe.Event): string {
  return new Date(created * 1000).toISOString();
}

function refundEvent(event: Stripe.Event, refund: Stripe.Refund): WebhookEvent | UnrelatedEvent {
  const marks = marksOf(refund);
  if (!marks) return { type: 'unrelated' };
  return {
    type: 'refund',
    eventId: event.id,
    ...marks,
    outcome: outcomeOfStripeRefund(refund),
    paymentIds: paymentIdsOf(refund),
    ...fromStripeAmount(refund.amount, refund.currency),
    createdAt: timeOf(event),
  };
}
