import type { IncomingMessage } from 'node:http';
import type { Upstream } from '../../emulator/server/upstream';
import type { PaymentIntents } from './payment-intents';
import { amountErrorOf } from './stripe-units';

interface Reply {
  readonly status: number;
  readonly body: object;
}

/** Stripe's cards for tests that pay at once (https://docs.stripe.com/testing). */
const testCards: readonly string[] = ['pm_card_visa', 'pm_card_bypassPending'];

/** The fields that are understood here. Stripe refuses those that it does not know, and so do we. */
const known: readonly string[] = [
  'amount',
  'currency',
  'payment_method',
  'automatic_payment_methods[enabled]',
  'automatic_payment_methods[allow_redirects]',
  'confirm',
  'description',
];

/**
 * A payment intent that is created and confirmed with a test card, which the package lacks: its charge is made in the
 * package, under the same idempotency key.
 *
 * @returns undefined where the request is about none
 */
export async function confirmedIntent(
  request: IncomingMessage,
  text: string,
  { upstream, intents }: { readonly upstream: Pick<Upstream, 'post'>; readonly intents: PaymentIntents },
): Promise<Reply | undefined> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (request.method !== 'POST' || pathname !== '/v1/payment_intents') return undefined;
  const form = new URLSearchParams(text);
  const refused = refusalOf(form, request.headers.authorization ?? '');
  if (refused) return refused;
  const charge = new URLSearchParams({
    amount: form.get('amount') ?? '',
    currency: form.get('currency') ?? '',
    source: 'tok_visa',
    description: form.get('description') ?? '',
  });
  const answer = await upstream.post(request, '/v1/charges', Buffer.from(charge.toString()));
  const body = JSON.parse(answer.body.toString('utf8')) as object;
  return { status: answer.status, body: answer.status === 200 ? intents.ofConfirmed(body) : body };
}

function refusalOf(form: URLSearchParams, authorization: string): Reply | undefined {
  const unknown = [...form.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) return invalid(unknown, `Received unknown parameter: ${unknown}`);
  const amount = Number(form.get('amount'));
  if (!Number.isInteger(amount) || amount < 1) return invalid('amount', 'Invalid integer');
  const currency = form.get('currency') ?? '';
  if (!/^[a-z]{3}$/.test(currency)) return invalid('currency', `Invalid currency: ${currency}`);
  const error = amountErrorOf(amount, currency);
  if (error) return { status: 400, body: { error } };
  if (form.get('confirm') !== 'true') return invalid('confirm', 'Only confirmed payment intents are emulated.');
  const card = form.get('payment_method') ?? '';
  const isTest = !/[sr]k_live_/.test(authorization) && testCards.includes(card);
  if (!isTest) return invalid('payment_method', `No such PaymentMethod: '${card}'`);
  const returns = form.get('automatic_payment_methods[allow_redirects]') !== 'never';
  return returns ? invalid('return_url', 'This payment intent may redirect: provide a return_url.') : undefined;
}

function invalid(param: string, message: string): Reply {
  return { status: 400, body: { error: { type: 'invalid_request_error', param, message } } };
}
