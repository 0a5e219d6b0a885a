import type Stripe from 'stripe';
import type { RefundPart } from '../../model/remedy';
import type { PartNotFound, PartOutcome } from '../port/part-outcome';
import type { PaymentAnswer, PaymentReader } from '../port/payment';
import type { RefundProvider, RefundRequest } from '../port/refund-provider';
import { accountsFor, unknownAccount } from './stripe-account';
import { isPayableByStripe, stripeStepMinor, toStripeAmount } from './stripe-amount';
import { StripeCancellation } from './stripe-cancellation';
import { StripeClient, within, type StripeClientProps } from './stripe-client';
import type { StripeConnect } from './stripe-connect';
import { marksOf, outcomeOfLookupError, outcomeOfRequestedRefund, outcomeOfRequestError } from './stripe-outcome';
import { readStripePayment } from './stripe-payment';

/** The most that Stripe lists at a time. */
const pageSize = 100;

export interface StripeRefundProps extends StripeClientProps {
  /**
   * What is done with a payment that is only authorised where the whole of it is owed: its capture is waited for, or it
   * is cancelled.
   *
   * @default 'wait'
   */
  readonly authorisations?: 'wait' | 'cancel' | undefined;
}

/** Refunds charges and payment intents through Stripe, and tells what is known of them there. */
export class StripeRefund implements RefundProvider, PaymentReader {
  readonly accounts = accountsFor('refunds', 'payments');
  /** Also there where authorisations are waited for: what was decided before is carried out. */
  readonly cancellations: StripeCancellation;
  private readonly client: StripeClient;

  constructor(private readonly props: StripeRefundProps) {
    this.client = new StripeClient(props);
    this.cancellations = new StripeCancellation(this.client, (timeoutMs) => this.hasRefundOfOurs({ timeoutMs }));
  }

  /** Reads the key before it is needed. */
  async warm(): Promise<void> {
    await this.client.warm();
  }

  smallestStepMinor(currency: string): number {
    return stripeStepMinor(currency);
  }

  async readPayment(paymentId: string, timeoutMs: number): Promise<PaymentAnswer> {
    const answer = await readStripePayment(this.client, paymentId, timeoutMs);
    if (answer.kind === 'payment' && this.props.authorisations !== 'cancel') {
      return { ...answer, payment: { ...answer.payment, isCancellable: undefined } };
    }
    if (answer.kind !== 'not-found' || (await this.hasRefundOfOurs({ timeoutMs }))) return answer;
    throw unknownAccount(undefined, 'payment', 'payment-not-found');
  }

  async refund(request: RefundRequest): Promise<PartOutcome> {
    if (!isPayableByStripe(request.part)) return { state: 'declined', reason: 'amount-not-payable' };
    const options = { idempotencyKey: request.key, ...within(request.timeoutMs) };
    try {
      const refund = await this.client.call((stripe) =>
        stripe.refunds.create(paramsOf(request, this.props.connect), options),
      );
      return outcomeOfRequestedRefund(refund, request);
    } catch (error) {
      const outcome = outcomeOfRequestError(error, request.key, 'refunds');
      if (outcome.state !== 'declined' || outcome.reason !== 'payment-not-found') return outcome;
      if (await this.hasRefundOfOurs(request)) return outcome;
      throw unknownAccount(error, 'payment', outcome.reason);
    }
  }

  async find(request: RefundRequest): Promise<PartOutcome | PartNotFound> {
    try {
      const ofRemedy = await this.client.call((stripe) => refundsOf(request, stripe));
      const ofPart = ofRemedy.filter((refund) => partNumberOf(refund) === request.partNumber);
      const [refund, ...others] = ofPart.length > 0 ? ofPart : ofRemedy.filter((each) => isForgotten(each, request));
      if (!refund) return { state: 'not-found' };
      if (others.length > 0)
        return { state: 'unknown', why: `Stripe has ${others.length + 1} refunds of this one part` };
      return outcomeOfRequestedRefund(refund, request);
    } catch (error) {
      return outcomeOfLookupError(error, request.key, 'refunds');
    }
  }

  /** A payment that is not there says nothing about it, as long as nobody knows whether this is our account. */
  private async hasRefundOfOurs({ timeoutMs }: Pick<RefundRequest, 'timeoutMs'>): Promise<boolean> {
    try {
      const { data } = await this.client.call((stripe) => stripe.refunds.list({ limit: pageSize }, within(timeoutMs)));
      return data.some((refund) => marksOf(refund) !== undefined);
    } catch {
      return false;
    }
  }
}

/**
 * The failure type goes into the metadata. Stripe's own `reason` has no value for it, and `fraudulent` would block the
 * card.
 */
function paramsOf(
  { part, remedyId, partNumber, customerId, failureType }: RefundRequest,
  connect: StripeConnect = {},
): Stripe.RefundCreateParams {
  return {
    ...paymentOf(part),
    amount: toStripeAmount(part),
    metadata: { remedyId, part: String(partNumber), customerId, failureType },
    ...(connect.reverseTransfer && { reverse_transfer: true }),
    ...(connect.refundApplicationFee && { refund_application_fee: true }),
  };
}

function paymentOf({ paymentId }: RefundPart): Pick<Stripe.RefundCreateParams, 'charge' | 'payment_intent'> {
  return paymentId.startsWith('pi_') ? { payment_intent: paymentId } : { charge: paymentId };
}

/** Every refund of the payment that carries the mark of this remedy, on all pages, within the time the request has. */
async function refundsOf(request: RefundRequest, stripe: Stripe): Promise<Stripe.Refund[]> {
  const endsAt = performance.now() + request.timeoutMs;
  const found: Stripe.Refund[] = [];
  let page: Stripe.RefundListParams = { ...paymentOf(request.part), limit: pageSize };
  for (;;) {
    const { data, has_more } = await stripe.refunds.list(page, within(endsAt - performance.now()));
    found.push(...data.filter(({ metadata }) => metadata?.['remedyId'] === request.remedyId));
    const last = data.at(-1);
    if (!has_more || !last) return found;
    page = { ...page, starting_after: last.id };
  }
}

function partNumberOf({ metadata }: Stripe.Refund): number {
  return Number(metadata?.['part']);
}

/** The same money under a number that the ledger does not have. One that failed gave nothing to anybody. */
function isForgotten(refund: Stripe.Refund, request: RefundRequest): boolean {
  const { knownParts } = request;
  if (knownParts === undefined || knownParts.includes(partNumberOf(refund))) return false;
  const { state } = outcomeOfRequestedRefund(refund, request);
  return state === 'succeeded' || state === 'pending';
}
