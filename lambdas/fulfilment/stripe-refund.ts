import Stripe from 'stripe';
import { wasNeverConnected } from '../model/connection';
import type { Arrival, RefundPart } from '../model/remedy';
import type { DeclineReason, PartOutcome } from './part-outcome';
import type { ProviderKey } from './provider-key';
import { RefundNotAttemptedError, type RefundProvider, type RefundRequest } from './refund-provider';

/** Card refunds show after 5 to 10 business days (https://docs.stripe.com/refunds). */
const cardArrival: Arrival = { minBusinessDays: 5, maxBusinessDays: 10 };

/** The SDK asks again once, with the same key, where an answer is missing. It waits up to this long in between. */
const retries = 1;
const retryWaitMs = 1_000;

export interface StripeRefundProps {
  readonly key: ProviderKey;
  /** Where Stripe's API is reached, without a path. */
  readonly apiUrl: string;
}

/** Refunds charges and payment intents through Stripe. */
export class StripeRefund implements RefundProvider {
  private stripe: Stripe | undefined;

  constructor(private readonly props: StripeRefundProps) {}

  async refund(request: RefundRequest): Promise<PartOutcome> {
    const stripe = await this.connect();
    const timeout = Math.max(1, Math.floor((request.timeoutMs - retries * retryWaitMs) / (retries + 1)));
    const options = { idempotencyKey: request.key, timeout, maxNetworkRetries: retries };
    try {
      return outcomeOf(await stripe.refunds.create(paramsOf(request), options), request);
    } catch (error) {
      if (error instanceof Stripe.errors.StripeAuthenticationError) this.reconnect();
      return outcomeOfError(error, request);
    }
  }

  private async connect(): Promise<Stripe> {
    this.stripe ??= stripeAt(this.props.apiUrl, await this.props.key.read());
    return this.stripe;
  }

  private reconnect(): void {
    this.stripe = undefined;
    this.props.key.forget();
  }
}

function stripeAt(apiUrl: string, key: string): Stripe {
  const { hostname, port, protocol } = new URL(apiUrl);
  return new Stripe(key, {
    host: hostname,
    protocol: protocol === 'http:' ? 'http' : 'https',
    ...(port ? { port } : {}),
    telemetry: false,
  });
}

/** The cause goes into the metadata. Stripe's own `reason` has no value for it, and `fraudulent` would block the card. */
function paramsOf({ part, remedyId, partNumber, failureType }: RefundRequest): Stripe.RefundCreateParams {
  return {
    ...paymentOf(part),
    amount: part.amountMinor,
    metadata: { remedyId, part: String(partNumber), failureType },
  };
}

function paymentOf({ paymentId }: RefundPart): Pick<Stripe.RefundCreateParams, 'charge' | 'payment_intent'> {
  return paymentId.startsWith('pi_') ? { payment_intent: paymentId } : { charge: paymentId };
}

function outcomeOf(refund: Stripe.Refund, request: RefundRequest): PartOutcome {
  const difference = differenceBetween(refund, request);
  if (difference) return { state: 'unknown', why: difference, providerRef: refund.id };
  switch (refund.status) {
    case 'succeeded':
      return { state: 'paid', providerRef: refund.id, arrival: cardArrival };
    case 'pending':
    case 'requires_action':
      return { state: 'pending', providerRef: refund.id };
    case 'failed':
    case 'canceled':
      return {
        state: 'declined',
        reason: failureReasons[refund.failure_reason ?? ''] ?? 'other',
        providerRef: refund.id,
      };
    default:
      return { state: 'unknown', why: `Stripe calls the refund ${refund.status ?? 'nothing'}`, providerRef: refund.id };
  }
}

/** `paid` is only said of the very refund that was promised. */
function differenceBetween(refund: Stripe.Refund, { part, remedyId }: RefundRequest): string | undefined {
  if (refund.amount !== part.amountMinor)
    return `Stripe refunded ${refund.amount}, and ${part.amountMinor} was promised`;
  const currency = refund.currency.toUpperCase();
  if (currency !== part.currency) return `Stripe refunded in ${currency}, and ${part.currency} was promised`;
  if (refund.metadata?.['remedyId'] !== remedyId) return 'Stripe answered with the refund of another remedy';
  return undefined;
}

/** What Stripe says of a refund that failed after it was accepted: https://docs.stripe.com/api/refunds/object */
const failureReasons: Readonly<Record<string, DeclineReason>> = {
  charge_for_pending_refund_disputed: 'disputed',
  expired_or_canceled_card: 'card-unreachable',
  lost_or_stolen_card: 'card-unreachable',
  insufficient_funds: 'insufficient-balance',
};

/** What Stripe says when it refuses to refund: https://docs.stripe.com/error-codes */
const refusals: Readonly<Record<string, DeclineReason>> = {
  charge_already_refunded: 'already-refunded',
  charge_disputed: 'disputed',
  resource_missing: 'payment-not-found',
  amount_too_large: 'exceeds-payment',
  balance_insufficient: 'insufficient-balance',
  insufficient_funds: 'insufficient-balance',
  charge_not_refundable: 'payment-not-refundable',
  charge_expired_for_capture: 'payment-not-refundable',
};

function outcomeOfError(error: unknown, { key }: RefundRequest): PartOutcome {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  if (wasNotAttempted(error)) {
    throw new RefundNotAttemptedError(`Stripe did not take up ${key}: ${adviceOn(error)}`, { cause: error });
  }
  // Before invalid requests, of which it is one: it says that the key stands for something else, so look, do not ask again.
  if (error instanceof Stripe.errors.StripeIdempotencyError) {
    return { state: 'unknown', why: 'Stripe knows the key with other parameters' };
  }
  if (error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError) {
    return { state: 'declined', reason: declineReasonOf(error) };
  }
  return {
    state: 'unknown',
    why: `Stripe gave no usable answer (${error.type}${error.statusCode ? ` ${error.statusCode}` : ''})`,
  };
}

function declineReasonOf(error: Stripe.errors.StripeError): DeclineReason {
  const reason = refusals[error.code ?? ''];
  if (reason) return reason;
  // More than is left of the payment has no code of its own; it is the one complaint about an amount we can cause.
  return error.param === 'amount' ? 'exceeds-payment' : 'other';
}

/**
 * Where the SDK asked twice, this speaks of its second try. The first may have got through all the same; the event comes again
 * with the same key, and is then answered with what that try did.
 */
function wasNotAttempted(error: Stripe.errors.StripeError): boolean {
  if (error instanceof Stripe.errors.StripeConnectionError) return wasNeverConnected(error.detail);
  return (
    error instanceof Stripe.errors.StripeAuthenticationError ||
    error instanceof Stripe.errors.StripePermissionError ||
    error instanceof Stripe.errors.StripeRateLimitError ||
    error.code === 'idempotency_key_in_use'
  );
}

function adviceOn(error: Stripe.errors.StripeError): string {
  if (error instanceof Stripe.errors.StripeConnectionError)
    return 'its API could not be reached. The event is delivered again';
  if (error instanceof Stripe.errors.StripeRateLimitError)
    return 'it asks for fewer requests. The event is delivered again';
  if (error.code === 'idempotency_key_in_use')
    return 'another attempt is asking with the same key. The event is delivered again';
  return 'it does not accept the API key. Put a key that may write refunds into the provider secret, then redrive the dead-letter queue';
}
