import Stripe from 'stripe';
import { arrivalAt, type PaymentMethod } from '../../model/remedy';
import type { DeclineReason, PartOutcome } from '../port/part-outcome';
import type { ProviderDispute } from '../port/provider-statement';
import { mismatchOf, type RefundRequest } from '../port/refund-provider';
import { accountTroubleIn, wasOfAccount, type StripeRight } from './stripe-account';
import { fromStripeAmount } from './stripe-amount';
import { notAttempted, wasNotAttempted } from './stripe-client';

/** What became of the refund that was requested. */
export function outcomeOfRequestedRefund(refund: Stripe.Refund, request: RefundRequest): PartOutcome {
  const status = {
    ...fromStripeAmount(refund.amount, refund.currency),
    remedyId: refund.metadata?.['remedyId'],
  };
  const mismatch = mismatchOf(status, request, 'Stripe');
  if (mismatch) return { state: 'unknown', why: mismatch, providerRef: refund.id };
  return outcomeOfStripeRefund(refund, request.part.paidWith);
}

/** What became of a refund, ours or not. */
export function outcomeOfStripeRefund(refund: Stripe.Refund, paidWith?: PaymentMethod): PartOutcome {
  const providerRef = refund.id;
  const arrival = arrivalAt(paidWith);
  switch (refund.status) {
    case 'succeeded':
      return { state: 'succeeded', providerRef, ...(arrival && { arrival }) };
    case 'pending':
    case 'requires_action':
      return { state: 'pending', providerRef };
    case 'failed':
      return { state: 'declined', reason: failureReasons[refund.failure_reason ?? ''] ?? 'other', providerRef };
    case 'canceled':
      return { state: 'declined', reason: failureReasons[refund.failure_reason ?? ''] ?? 'cancelled', providerRef };
    default:
      return { state: 'unknown', why: `Stripe calls the refund ${refund.status ?? 'nothing'}`, providerRef };
  }
}

/** What Stripe says of a refund that failed after it was accepted: https://docs.stripe.com/api/refunds/object */
const failureReasons: Readonly<Record<string, DeclineReason>> = {
  charge_for_pending_refund_disputed: 'disputed',
  declined: 'card-unreachable',
  expired_or_canceled_card: 'card-unreachable',
  insufficient_funds: 'insufficient-balance',
  lost_or_stolen_card: 'card-unreachable',
  merchant_request: 'cancelled',
  unknown: 'other',
};

/**
 * What Stripe says when it refuses to refund: https://docs.stripe.com/error-codes. It has no code for a payment that is
 * too old; where a payment method has such a limit, the payment is not refundable.
 */
const refusals: Readonly<Record<string, DeclineReason>> = {
  charge_already_refunded: 'already-refunded',
  charge_disputed: 'disputed',
  refund_disputed_payment: 'disputed',
  resource_missing: 'payment-not-found',
  amount_too_large: 'exceeds-payment',
  balance_insufficient: 'insufficient-balance',
  insufficient_funds: 'insufficient-balance',
  charge_not_refundable: 'payment-not-refundable',
  charge_expired_for_capture: 'payment-not-refundable',
  capture_charge_authorization_expired: 'payment-not-refundable',
  payment_intent_unexpected_state: 'payment-not-refundable',
  intent_invalid_state: 'payment-not-refundable',
  account_closed: 'card-unreachable',
  bank_account_declined: 'card-unreachable',
  bank_account_unusable: 'card-unreachable',
  card_declined: 'card-unreachable',
  expired_card: 'card-unreachable',
  payment_method_customer_decline: 'card-unreachable',
  payment_method_provider_decline: 'card-unreachable',
};

/**
 * What an error says of a refund or a cancellation that was asked for.
 *
 * @throws NotAttemptedError
 */
export function outcomeOfRequestError(error: unknown, key: string, right: StripeRight): PartOutcome {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const trouble = accountTroubleIn(error, right);
  if (trouble) throw trouble;
  if (wasNotAttempted(error)) throw notAttempted(error, `process ${key}`, false);
  // Before invalid requests, of which it is one. The key stands for another request, so it is looked up and not used
  // again.
  if (error instanceof Stripe.errors.StripeIdempotencyError) {
    return { state: 'unknown', why: 'Stripe knows the key with other parameters' };
  }
  if (error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError) {
    return { state: 'declined', reason: declineReasonOf(error) };
  }
  return { state: 'unknown', why: `Stripe gave no usable answer (${nameOf(error)})` };
}

/**
 * A failed look-up says nothing about what it looks for: a payment that this account does not see may
 * well have been refunded by the account it belongs to.
 *
 * @throws NotAttemptedError
 */
export function outcomeOfLookupError(error: unknown, key: string, right: StripeRight): PartOutcome {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const trouble = accountTroubleIn(error, right);
  if (trouble && !trouble.otherwise) throw trouble;
  if (wasNotAttempted(error)) throw notAttempted(error, `look up ${key}`, true);
  if (error.code === 'resource_missing') {
    return { state: 'unknown', why: 'Stripe does not know the payment; the key may be that of another account' };
  }
  return { state: 'unknown', why: `Stripe gave no usable answer to the look-up (${nameOf(error)})` };
}

export function disputeOf(dispute: Stripe.Dispute): ProviderDispute {
  return {
    disputeRef: dispute.id,
    paymentIds: paymentIdsOf(dispute),
    ...fromStripeAmount(dispute.amount, dispute.currency),
    status: dispute.status,
    createdAt: new Date(dispute.created * 1000).toISOString(),
  };
}

/** Every id by which an event may name the payment. */
export function paymentIdsOf({ charge, payment_intent }: Pick<Stripe.Refund, 'charge' | 'payment_intent'>): string[] {
  return [charge, payment_intent].flatMap((payment) => {
    if (!payment) return [];
    return [typeof payment === 'string' ? payment : payment.id];
  });
}

/** The marks that our refunds carry, or undefined where one is missing and the refund is not ours. */
export function marksOf({
  metadata,
}: Stripe.Refund): { remedyId: string; partNumber: number; customerId: string } | undefined {
  const { remedyId, part, customerId } = metadata ?? {};
  if (!remedyId || !customerId || !part || !/^[1-9]\d{0,5}$/.test(part)) return undefined;
  return { remedyId, partNumber: Number(part), customerId: customerId.normalize('NFC') };
}

function declineReasonOf(error: Stripe.errors.StripeError): DeclineReason {
  const reason = refusals[error.code ?? ''];
  if (reason) return reason;
  if (wasOfAccount(error)) return 'account-restricted';
  // More than is left of the payment has no code of its own. It is the only error about an amount that we can cause.
  return error.param === 'amount' ? 'exceeds-payment' : 'other';
}

function nameOf({ type, statusCode }: Stripe.errors.StripeError): string {
  return statusCode ? `${type} ${statusCode}` : type;
}
