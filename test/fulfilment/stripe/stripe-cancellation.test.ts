import { AccountTroubleError, NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import type { CancellationRequest } from '../../../lambdas/fulfilment/port/refund-provider';
import type { PartOutcome } from '../../../lambdas/fulfilment/port/part-outcome';
import { StripeRefund } from '../../../lambdas/fulfilment/stripe/stripe-refund';
import { ScriptedHttp } from '../../fakes/scripted-http';
import { keyOf } from '../keys';
import { retryAtOnce } from './retry-at-once';

beforeAll(retryAtOnce);

const request = (paymentId = 'pi_1', change: Partial<CancellationRequest> = {}): CancellationRequest => {
  const money = { amountMinor: 399, currency: 'GBP', paymentId };
  return {
    part: { kind: 'cancellation', ...money, fallback: { kind: 'refund', ...money } },
    key: 'rem_1_1',
    remedyId: 'rem_1',
    partNumber: 1,
    customerId: 'cus_1',
    failureType: 'VideoPlaybackFailed',
    timeoutMs: 5_000,
    ...change,
  };
};

let http: ScriptedHttp;
beforeEach(async () => {
  http = await ScriptedHttp.start();
});
afterEach(() => http.stop());

const stripe = (): StripeRefund => new StripeRefund({ key: keyOf('sk_test'), apiUrl: http.url });
const cancel = (paymentId?: string): Promise<PartOutcome> => stripe().cancellations.cancel(request(paymentId));
const find = () => stripe().cancellations.find(request());
const ok = (body: object) => ({ status: 200, body: JSON.stringify(body) });
const stripeError = (status: number, error: object, headers = {}) => ({
  status,
  body: JSON.stringify({ error }),
  headers,
});
const intent = (change: object) =>
  ok({ id: 'pi_1', object: 'payment_intent', amount: 399, amount_received: 0, currency: 'gbp', ...change });

const isCancel = (path: string): boolean => path.endsWith('/cancel');

/** What Stripe says of the intent by now to whoever only looks. */
function thenFound(refusal: ReturnType<typeof stripeError>, change: object): void {
  http.answer = ({ path }) => (isCancel(path) ? refusal : intent(change));
}

const declinedAsCaptured = { state: 'declined', reason: 'captured', providerRef: 'pi_1' };

describe('an authorised payment at Stripe', () => {
  it('is cancelled by its payment intent, with the key', async () => {
    http.answer = () => intent({ status: 'canceled' });
    await expect(cancel()).resolves.toEqual({ state: 'succeeded', providerRef: 'pi_1' });
    expect(http.calls).toMatchObject([
      { path: '/v1/payment_intents/pi_1/cancel', headers: { 'idempotency-key': 'rem_1_1' } },
    ]);
  });

  it('is cancelled by the payment intent of its charge', async () => {
    http.answer = ({ path }) =>
      isCancel(path) ? intent({ status: 'canceled' }) : ok({ id: 'ch_1', object: 'charge', payment_intent: 'pi_1' });
    await expect(cancel('ch_1')).resolves.toEqual({ state: 'succeeded', providerRef: 'pi_1' });
    expect(http.calls.at(-1)?.path).toBe('/v1/payment_intents/pi_1/cancel');
  });

  it('without a payment intent is not cancelled, and nobody says that it is', async () => {
    http.answer = () => ok({ id: 'ch_1', object: 'charge', payment_intent: null });
    await expect(cancel('ch_1')).resolves.toMatchObject({ state: 'unknown' });
    expect(http.calls.some(({ path }) => isCancel(path))).toBe(false);
  });

  it.each([
    ['that was captured is certainly not cancelled', { status: 'succeeded', amount_received: 399 }, declinedAsCaptured],
    ['that was cancelled before is', { status: 'canceled' }, { state: 'succeeded', providerRef: 'pi_1' }],
    ['of which some was captured is not', { status: 'canceled', amount_received: 100 }, declinedAsCaptured],
    ['that is being processed is not known', { status: 'processing' }, { state: 'unknown' }],
    ['that is still authorised after a refusal is not known', { status: 'requires_capture' }, { state: 'unknown' }],
  ])('%s', async (_, now, outcome) => {
    for (const code of ['payment_intent_unexpected_state', 'intent_invalid_state']) {
      thenFound(stripeError(400, { type: 'invalid_request_error', code }), now);
      await expect(cancel()).resolves.toMatchObject(outcome);
    }
  });

  it.each([
    ['canceled', {}, { state: 'succeeded' }],
    ['succeeded', {}, declinedAsCaptured],
    ['canceled', { amount_received: 1 }, declinedAsCaptured],
    ['requires_capture', {}, { state: 'not-found' }],
    ['requires_action', {}, { state: 'not-found' }],
    ['requires_confirmation', {}, { state: 'not-found' }],
    ['requires_payment_method', {}, { state: 'not-found' }],
    ['processing', {}, { state: 'unknown' }],
    ['a status of next year', {}, { state: 'unknown' }],
    ['canceled', { amount: 400 }, { state: 'unknown' }],
    ['canceled', { currency: 'usd' }, { state: 'unknown' }],
  ])('looked up as %s with %j', async (status, change, outcome) => {
    http.answer = () => intent({ status, ...change });
    await expect(find()).resolves.toMatchObject(outcome);
    expect(http.calls.some(({ path }) => isCancel(path))).toBe(false);
  });

  it('of another amount was not the one that was promised', async () => {
    http.answer = () => intent({ status: 'canceled', amount: 400 });
    await expect(cancel()).resolves.toMatchObject({
      state: 'unknown',
      why: 'Stripe authorised 4.00 GBP, and 3.99 GBP were to be cancelled',
    });
  });

  it.each([
    ['500 saved under the key', () => stripeError(500, { type: 'api_error' })],
    ['the same key with other parameters', () => stripeError(400, { type: 'idempotency_error' })],
    ['a broken connection', () => 'hang up' as const],
  ])('%s leaves it unknown', async (_, answer) => {
    http.answer = answer;
    await expect(cancel()).resolves.toMatchObject({ state: 'unknown' });
  });

  it.each([
    ...[402, 404].map((status) => [status, {}, 'declined'] as const),
    ...[400, 402, 404].map((status) => [status, { param: 'intent' }, 'declined'] as const),
    ...[405, 408, 409, 410, 413, 415, 422, 424, 451, 500, 502, 503].map((status) => [status, {}, 'unknown'] as const),
  ])('a %d with %j and no code that is known leaves it %s', async (status, error, state) => {
    http.answer = () => stripeError(status, { type: 'invalid_request_error', ...error });
    await expect(cancel()).resolves.toMatchObject({ state });
  });

  it.each([
    ['rate limited', () => stripeError(429, { type: 'rate_limit_error', code: 'rate_limit' })],
    ['the payment locked by another change', () => stripeError(409, { code: 'lock_timeout' })],
    [
      'the same key at work elsewhere',
      () => stripeError(409, { type: 'idempotency_error', code: 'idempotency_key_in_use' }),
    ],
  ])('%s: nothing was attempted', async (_, answer) => {
    http.answer = answer;
    await expect(cancel()).rejects.toThrow(NotAttemptedError);
  });

  it('that the key may not cancel is trouble of that right alone, and names the permission', async () => {
    const message = "Having the 'rak_payment_intent_write' permission would allow this request to continue.";
    http.answer = () => stripeError(403, { type: 'invalid_request_error', message });
    const error = await cancel().catch((thrown: unknown) => thrown);
    if (!(error instanceof AccountTroubleError)) throw new Error('it is no trouble of the account');
    const permission = 'rak_payment_intent_write';
    expect(error.trouble).toMatchObject({ account: 'stripe-cancellations', permission });
    expect(stripe().cancellations.accounts).toContain('stripe-cancellations');
    expect(stripe().accounts).not.toContain('stripe-cancellations');
  });

  it.each([
    ['shows nothing of ours', [], AccountTroubleError],
    ['shows refunds of ours', [{ id: 're_1', metadata: { remedyId: 'r', part: '1', customerId: 'c' } }], undefined],
  ])('that is not there, at an account that %s', async (_, refunds, thrown) => {
    http.answer = ({ path }) =>
      path.startsWith('/v1/refunds')
        ? ok({ object: 'list', data: refunds, has_more: false })
        : stripeError(404, { code: 'resource_missing', param: 'intent' });
    if (thrown) await expect(cancel()).rejects.toThrow(thrown);
    else await expect(cancel()).resolves.toEqual({ state: 'declined', reason: 'payment-not-found' });
  });

  it('that cannot be looked up stays unknown', async () => {
    http.answer = () => stripeError(404, { code: 'resource_missing' });
    await expect(find()).resolves.toMatchObject({ state: 'unknown' });
  });
});

describe('whether a payment may be cancelled', () => {
  const read = async (paymentId: string, body: object, authorisations?: 'wait' | 'cancel') => {
    http.answer = () => ok(body);
    const payments = new StripeRefund({ key: keyOf('sk_test'), apiUrl: http.url, authorisations });
    const answer = await payments.readPayment(paymentId, 5_000);
    return answer.kind === 'payment' ? answer.payment.isCancellable : answer;
  };
  const money = { amount: 399, currency: 'gbp' };
  const capturable = { id: 'pi_1', ...money, amount_capturable: 399, status: 'requires_capture' };
  const uncaptured = {
    ...{ id: 'ch_1', ...money, amount_captured: 0, amount_refunded: 0, captured: false, refunded: false },
    ...{ disputed: false, status: 'succeeded', payment_intent: 'pi_1' },
  };

  it('is said with the option, of an authorisation that is whole', async () => {
    expect(await read('pi_1', capturable, 'cancel')).toBe(true);
    expect(await read('ch_1', uncaptured, 'cancel')).toBe(true);
  });

  it.each([
    ['without the option', 'pi_1', capturable, undefined],
    ['where it is waited for', 'ch_1', uncaptured, 'wait'],
    ['of an authorisation of which some is gone', 'pi_1', { ...capturable, amount_capturable: 100 }, 'cancel'],
    ['of one that is being processed', 'pi_1', { ...capturable, status: 'processing' }, 'cancel'],
    ['of a charge without a payment intent', 'ch_1', { ...uncaptured, payment_intent: null }, 'cancel'],
    ['of a charge that is captured', 'ch_1', { ...uncaptured, captured: true, amount_captured: 399 }, 'cancel'],
  ] as const)('is not said %s', async (_, paymentId, body, authorisations) => {
    expect(await read(paymentId, body, authorisations)).toBeUndefined();
  });
});
