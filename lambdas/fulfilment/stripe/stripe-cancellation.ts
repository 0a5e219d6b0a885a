import Stripe from 'stripe';
import { written } from '../../model/money';
import type { PartNotFound, PartOutcome } from '../port/part-outcome';
import type { CancellationProvider, CancellationRequest } from '../port/refund-provider';
import { accountsFor, unknownAccount } from './stripe-account';
import { fromStripeAmount } from './stripe-amount';
import { within, type StripeClient } from './stripe-client';
import { outcomeOfLookupError, outcomeOfRequestError } from './stripe-outcome';

/** Codes that say what the payment intent is by now, and so lead to a look at it. */
const codesOfState = ['payment_intent_unexpected_state', 'intent_invalid_state'];

/** Cancels payment intents that were authorised and not captured. */
export class StripeCancellation implements CancellationProvider {
  readonly accounts = accountsFor('payments', 'cancellations');

  /** @param isOurAccount whether the account shows anything of ours, so that what is not there is not there */
  constructor(
    private readonly client: StripeClient,
    private readonly isOurAccount: (timeoutMs: number) => Promise<boolean>,
  ) {}

  async cancel(request: CancellationRequest): Promise<PartOutcome> {
    const endsAt = performance.now() + request.timeoutMs;
    const left = () => within(endsAt - performance.now());
    try {
      return await this.client.call(async (stripe) => {
        const intentId = await intentIdOf(stripe, request, left());
        if (intentId === undefined) return withoutIntent;
        const options = { idempotencyKey: request.key, ...left() };
        return asCertain(outcomeOfIntent(await stripe.paymentIntents.cancel(intentId, {}, options), request));
      });
    } catch (error) {
      if (isAboutState(error)) return this.stateNow({ ...request, timeoutMs: endsAt - performance.now() });
      const outcome = outcomeOfRequestError(error, request.key, 'cancellations');
      if (outcome.state !== 'declined' || outcome.reason !== 'payment-not-found') return outcome;
      if (await this.isOurAccount(request.timeoutMs)) return outcome;
      throw unknownAccount(error, 'payment', outcome.reason);
    }
  }

  async find(request: CancellationRequest): Promise<PartOutcome | PartNotFound> {
    const endsAt = performance.now() + request.timeoutMs;
    const left = () => within(endsAt - performance.now());
    try {
      return await this.client.call(async (stripe) => {
        const intentId = await intentIdOf(stripe, request, left());
        if (intentId === undefined) return withoutIntent;
        return outcomeOfIntent(await stripe.paymentIntents.retrieve(intentId, {}, left()), request);
      });
    } catch (error) {
      return outcomeOfLookupError(error, request.key, 'cancellations');
    }
  }

  /** Stripe kept the answer under the key, perhaps from another time: what the intent is now counts. */
  private async stateNow(request: CancellationRequest): Promise<PartOutcome> {
    return asCertain(await this.find(request));
  }
}

const withoutIntent: PartOutcome = {
  state: 'unknown',
  why: 'the charge has no payment intent that could be cancelled',
};

/** Charges are cancelled by their payment intent. Undefined where one has none. */
async function intentIdOf(
  stripe: Stripe,
  { part: { paymentId } }: CancellationRequest,
  options: Stripe.RequestOptions,
): Promise<string | undefined> {
  if (paymentId.startsWith('pi_')) return paymentId;
  const { payment_intent: intent } = await stripe.charges.retrieve(paymentId, {}, options);
  return typeof intent === 'string' ? intent : intent?.id;
}

/** What the payment intent says of its cancellation. */
function outcomeOfIntent(intent: Stripe.PaymentIntent, { part }: CancellationRequest): PartOutcome | PartNotFound {
  const { id: providerRef, status, amount, amount_received: received, currency } = intent;
  const authorised = fromStripeAmount(amount, currency);
  if (authorised.amountMinor !== part.amountMinor || authorised.currency !== part.currency) {
    const why = `Stripe authorised ${written(authorised)}, and ${written(part)} were to be cancelled`;
    return { state: 'unknown', why, providerRef };
  }
  switch (status) {
    case 'canceled':
      // Some of it was captured before the rest was released.
      if (received > 0) return { state: 'declined', reason: 'captured', providerRef };
      return { state: 'succeeded', providerRef };
    case 'succeeded':
      return { state: 'declined', reason: 'captured', providerRef };
    case 'requires_capture':
    case 'requires_action':
    case 'requires_confirmation':
    case 'requires_payment_method':
      return { state: 'not-found' };
    default:
      return { state: 'unknown', why: `Stripe calls the payment ${status}`, providerRef };
  }
}

/** Whoever asked for it knows more than that it is still authorised: nobody can say what comes of it. */
function asCertain(outcome: PartOutcome | PartNotFound): PartOutcome {
  if (outcome.state !== 'not-found') return outcome;
  return { state: 'unknown', why: 'Stripe did not cancel the payment, and it is still authorised' };
}

function isAboutState(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && codesOfState.includes(error.code ?? '');
}
