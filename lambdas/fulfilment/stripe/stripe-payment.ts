import Stripe from 'stripe';
import type { PaymentMethod } from '../../model/remedy';
import type { Payment, PaymentAnswer } from '../port/payment';
import { fromStripeAmount } from './stripe-amount';
import { accountTroubleIn } from './stripe-account';
import { paymentIdsOf } from './stripe-outcome';
import { notAttempted, wasNotAttempted, within, type StripeClient } from './stripe-client';

/** What has to be known of a charge. A payment intent that was never confirmed has none. */
type Charged = Pick<
  Stripe.Charge,
  'id' | 'amount' | 'amount_captured' | 'amount_refunded' | 'captured' | 'currency' | 'disputed' | 'refunded' | 'status'
> &
  Partial<Pick<Stripe.Charge, 'payment_intent' | 'payment_method_details'>>;

/** A payment has at most a few disputes. */
const mostDisputes = 10;

/**
 * Looks up a payment intent with its charge, or a charge, with one request. A payment that was ever disputed takes a
 * second one, because a charge does not say whether its dispute is over.
 *
 * @throws NotAttemptedError
 */
export async function readStripePayment(
  client: StripeClient,
  paymentId: string,
  timeoutMs: number,
): Promise<PaymentAnswer> {
  const endsAt = performance.now() + timeoutMs;
  const left = (): Stripe.RequestOptions => within(endsAt - performance.now());
  try {
    return await client.call(async (stripe) => {
      const found = await paymentOf(stripe, paymentId, left());
      if (!found.charge?.disputed) return { kind: 'payment', payment: found.payment };
      const { data } = await stripe.disputes.list({ charge: found.charge.id, limit: mostDisputes }, left());
      return { kind: 'payment', payment: withDisputes(found.payment, data) };
    });
  } catch (error) {
    return answerOfError(error, paymentId);
  }
}

interface Found {
  readonly payment: Payment;
  readonly charge: Charged | undefined;
}

async function paymentOf(stripe: Stripe, paymentId: string, options: Stripe.RequestOptions): Promise<Found> {
  if (!paymentId.startsWith('pi_')) {
    const charge = await stripe.charges.retrieve(paymentId, {}, options);
    return { payment: paymentOfCharge(paymentId, charge), charge };
  }
  const intent = await stripe.paymentIntents.retrieve(paymentId, { expand: ['latest_charge'] }, options);
  const charge = typeof intent.latest_charge === 'object' ? (intent.latest_charge ?? undefined) : undefined;
  return { payment: paymentOfIntent(intent, charge), charge };
}

function paymentOfIntent(intent: Stripe.PaymentIntent, charge: Charged | undefined): Payment {
  const { id: paymentId, currency, amount, amount_capturable } = intent;
  const otherIds = charge && [charge.id];
  const nothing = { paymentId, ...(otherIds && { otherIds }), refundableMinor: 0, isDisputed: false };
  switch (intent.status) {
    case 'succeeded':
      if (charge) return { ...paymentOfCharge(paymentId, charge), otherIds };
      return { ...nothing, paid: fromStripeAmount(intent.amount_received, currency), status: 'captured' };
    case 'requires_capture':
      return {
        ...nothing,
        paid: fromStripeAmount(amount_capturable, currency),
        status: 'authorised',
        ...(amount_capturable === amount && { isCancellable: true }),
      };
    case 'processing':
      return { ...nothing, paid: fromStripeAmount(amount, currency), status: 'authorised' };
    case 'canceled':
      return { ...nothing, paid: fromStripeAmount(0, currency), status: 'cancelled' };
    default:
      return { ...nothing, paid: fromStripeAmount(0, currency), status: 'failed' };
  }
}

function paymentOfCharge(paymentId: string, charge: Charged): Payment {
  const { amount, amount_captured, amount_refunded, currency } = charge;
  const method = methodOf(charge.payment_method_details);
  const status = statusOf(charge);
  const paid = fromStripeAmount(status === 'authorised' ? amount : amount_captured, currency);
  // What was not captured of an authorisation is counted as refunded.
  const left = Math.max(0, Math.min(amount_captured, amount - amount_refunded));
  const refundableMinor = status === 'captured' ? fromStripeAmount(left, currency).amountMinor : 0;
  // Only a payment intent can be cancelled. Charges of old have none.
  const isCancellable = status === 'authorised' && Boolean(charge.payment_intent);
  const otherIds = paymentIdsOf({ payment_intent: charge.payment_intent ?? null, charge: null });
  const payment = { paymentId, paid, refundableMinor, status, isDisputed: false, ...(method && { method }) };
  return { ...payment, ...(otherIds.length > 0 && { otherIds }), ...(isCancellable && { isCancellable }) };
}

function statusOf({ status, captured, refunded }: Charged): Payment['status'] {
  if (status === 'failed') return 'failed';
  if (status === 'succeeded' && captured) return 'captured';
  // An authorisation that was released, or that nobody captured in time, is shown as refunded.
  return refunded ? 'cancelled' : 'authorised';
}

/** What a bank gave back after a dispute is gone, though the charge does not count it as refunded. */
function withDisputes(payment: Payment, disputes: readonly Stripe.Dispute[]): Payment {
  const isDisputed = disputes.some(({ status }) => !isClosed(status));
  const lostMinor = disputes
    .filter(({ status }) => status === 'lost' || status === 'prevented')
    .map(({ amount, currency }) => fromStripeAmount(amount, currency))
    .reduce((sum, lost) => sum + (lost.currency === payment.paid.currency ? lost.amountMinor : Infinity), 0);
  return { ...payment, isDisputed, refundableMinor: Math.max(0, payment.refundableMinor - lostMinor) };
}

function isClosed(status: Stripe.Dispute.Status): boolean {
  return status === 'won' || status === 'lost' || status === 'prevented' || status === 'warning_closed';
}

/** @throws NotAttemptedError */
function answerOfError(error: unknown, paymentId: string): PaymentAnswer {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const trouble = accountTroubleIn(error, 'payments');
  if (trouble) throw trouble;
  const otherMode = otherModeOf(error);
  if (otherMode) return otherMode;
  if (error.code === 'resource_missing') return { kind: 'not-found' };
  if (wasNotAttempted(error)) throw notAttempted(error, `look up ${paymentId}`, true);
  const { type, statusCode } = error;
  // Where nothing came there is no status.
  const what = [type, statusCode].filter((one) => one !== undefined).join(' ');
  return { kind: 'unavailable', why: `Stripe gave no usable answer about the payment (${what})` };
}

/** A key for tests is told so where the payment exists in live mode, and the other way round. */
function otherModeOf({ code, message }: Stripe.errors.StripeError): PaymentAnswer | undefined {
  if (code !== 'resource_missing' && code !== 'livemode_mismatch') return undefined;
  if (/exists in live mode/i.test(message)) return { kind: 'other-mode', isLive: true };
  if (/exists in test mode/i.test(message)) return { kind: 'other-mode', isLive: false };
  return undefined;
}

/** Stripe's own words for how somebody paid (https://docs.stripe.com/api/charges/object), by ours. */
const typesOf: Readonly<Record<PaymentMethod, readonly string[]>> = {
  card: ['card', 'card_present', 'interac_present'],
  bank: [
    ...['acss_debit', 'au_becs_debit', 'bacs_debit', 'nz_bank_account', 'sepa_debit', 'us_bank_account'],
    ...['bancontact', 'blik', 'eps', 'fpx', 'giropay', 'ideal', 'p24', 'pay_by_bank', 'pix', 'sofort'],
  ],
  paypal: ['paypal'],
  later: ['affirm', 'afterpay_clearpay', 'alma', 'billie', 'klarna', 'zip'],
  wallet: [
    ...['alipay', 'amazon_pay', 'cashapp', 'grabpay', 'kakao_pay', 'mb_way', 'mobilepay', 'naver_pay', 'payco'],
    ...['paypay', 'revolut_pay', 'samsung_pay', 'swish', 'twint', 'wechat', 'wechat_pay'],
  ],
};

const methods = new Map(
  Object.entries(typesOf).flatMap(([method, types]) => types.map((type) => [type, method as PaymentMethod] as const)),
);

/** How a charge was paid. Undefined where Stripe does not say, or in a way of which nobody knows how it comes back. */
export function methodOf(
  details: { readonly type?: string | undefined } | null | undefined,
): PaymentMethod | undefined {
  return methods.get(details?.type ?? '');
}
