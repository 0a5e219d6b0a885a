import Stripe from 'stripe';
import type { PartOutcome } from '../../../lambdas/fulfilment/port/part-outcome';
import { NotAttemptedError, type RefundRequest } from '../../../lambdas/fulfilment/port/refund-provider';
import { StripeRefund } from '../../../lambdas/fulfilment/stripe/stripe-refund';
import { disputedCard, disputeOf } from '../../../local/demo/script/take-payments';
import { startStripePackage } from '../../../local/company/provider/start-stripe-package';
import { ScriptedHttp } from '../../fakes/scripted-http';
import { keyOf } from '../keys';
import { retryAtOnce } from './retry-at-once';

beforeAll(retryAtOnce);

function requestFor(
  change: Partial<RefundRequest['part']> & Partial<Pick<RefundRequest, 'key' | 'timeoutMs' | 'knownParts'>> = {},
): RefundRequest {
  const { key = 'rem_1_1', timeoutMs = 10_000, knownParts, ...part } = change;
  return {
    part: { kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId: 'ch_1', ...part },
    key,
    remedyId: 'rem_1',
    partNumber: 1,
    customerId: 'cus_31',
    failureType: 'VideoPlaybackFailed',
    timeoutMs,
    ...(knownParts && { knownParts }),
  };
}

describe('at a provider that answers as documented', () => {
  let provider: Awaited<ReturnType<typeof startStripePackage>>;
  let shop: Stripe;
  let refunds: StripeRefund;

  beforeAll(async () => {
    provider = await startStripePackage(0);
    const { hostname, port } = new URL(provider.url);
    shop = new Stripe('sk_test_shop', { host: hostname, port, protocol: 'http', telemetry: false });
    refunds = new StripeRefund({ key: keyOf('sk_test_shop'), apiUrl: provider.url });
  });
  afterAll(() => provider.stop());

  async function pay(amount: number, currency: string, source = 'tok_visa'): Promise<string> {
    const { id } = await shop.charges.create({ amount, currency, source });
    if (source === disputedCard) await disputeOf(id, shop);
    return id;
  }

  it.each([
    [399, 'GBP'],
    [5800, 'JPY'],
    [1250, 'KWD'],
  ])('%d %s are refunded as just that, marked with the remedy', async (amountMinor, currency) => {
    const paymentId = await pay(amountMinor, currency);
    const outcome = await refunds.refund(requestFor({ paymentId, amountMinor, currency, key: `key-${currency}` }));
    expect(outcome).toMatchObject({ state: 'succeeded', arrival: { minBusinessDays: 5, maxBusinessDays: 10 } });
    const { data } = await shop.refunds.list({ charge: paymentId });
    expect(data).toMatchObject([
      {
        amount: amountMinor,
        currency: currency.toLowerCase(),
        metadata: { remedyId: 'rem_1', part: '1', customerId: 'cus_31', failureType: 'VideoPlaybackFailed' },
      },
    ]);
  });

  it('it refunds once for two requests with one key, and answers the same', async () => {
    const request = requestFor({ paymentId: await pay(399, 'GBP'), key: 'key-twice' });
    const first = await refunds.refund(request);
    expect(await refunds.refund(request)).toEqual(first);
    expect((await shop.refunds.list({ charge: request.part.paymentId })).data).toHaveLength(1);
  });

  it('one key with another amount is not a second refund but an unknown one', async () => {
    const paymentId = await pay(900, 'GBP');
    await refunds.refund(requestFor({ paymentId, key: 'key-other' }));
    await expect(refunds.refund(requestFor({ paymentId, key: 'key-other', amountMinor: 100 }))).resolves.toMatchObject({
      state: 'unknown',
    });
    expect((await shop.refunds.list({ charge: paymentId })).data).toHaveLength(1);
  });

  it('a refund in another currency than promised never counts as succeeded', async () => {
    const paymentId = await pay(5800, 'JPY');
    await expect(
      refunds.refund(requestFor({ paymentId, amountMinor: 399, key: 'key-currency' })),
    ).resolves.toMatchObject({ state: 'unknown', providerRef: expect.any(String) });
  });

  it.each([
    ['disputed', async () => requestFor({ paymentId: await pay(399, 'GBP', disputedCard), key: 'k1' })],
    ['payment-not-found', async () => requestFor({ paymentId: 'ch_nobody', key: 'k2' })],
    ['exceeds-payment', async () => requestFor({ paymentId: await pay(300, 'GBP'), key: 'k3' })],
    [
      'already-refunded',
      async () => {
        const paymentId = await pay(399, 'GBP');
        await shop.refunds.create({ charge: paymentId });
        return requestFor({ paymentId, key: 'k4' });
      },
    ],
  ])('says %s where that is the reason', async (reason, request) => {
    await expect(refunds.refund(await request())).resolves.toMatchObject({ state: 'declined', reason });
  });
});

describe('at a provider that fails', () => {
  let http: ScriptedHttp;
  beforeEach(async () => {
    http = await ScriptedHttp.start();
  });
  afterEach(() => http.stop());

  const stripeError = (status: number, error: object, headers = {}) => ({
    status,
    body: JSON.stringify({ error }),
    headers,
  });
  const refundOf = (change: object) => ({
    status: 200,
    body: JSON.stringify({
      id: 're_1',
      object: 'refund',
      amount: 399,
      currency: 'gbp',
      status: 'succeeded',
      metadata: { remedyId: 'rem_1' },
      ...change,
    }),
  });
  const ask = (change = {}, key = keyOf('sk_test')): Promise<PartOutcome> =>
    new StripeRefund({ key, apiUrl: http.url }).refund(requestFor(change));

  it.each([
    ['pending', { status: 'pending' }, { state: 'pending' }],
    ['requires_action', { status: 'requires_action' }, { state: 'pending' }],
    ['failed, and nobody knows why', { status: 'failed' }, { state: 'declined', reason: 'other' }],
    ['canceled', { status: 'canceled' }, { state: 'declined', reason: 'cancelled' }],
    ['a status nobody knows', { status: 'thinking' }, { state: 'unknown' }],
    ['another amount', { amount: 400 }, { state: 'unknown' }],
    ['another remedy', { metadata: { remedyId: 'rem_2' } }, { state: 'unknown' }],
  ])('%s', async (_, refund, outcome) => {
    http.answer = () => refundOf(refund);
    await expect(ask()).resolves.toMatchObject(outcome);
  });

  it.each([
    ['charge_for_pending_refund_disputed', 'disputed'],
    ['declined', 'card-unreachable'],
    ['expired_or_canceled_card', 'card-unreachable'],
    ['insufficient_funds', 'insufficient-balance'],
    ['lost_or_stolen_card', 'card-unreachable'],
    ['merchant_request', 'cancelled'],
    ['unknown', 'other'],
    ['a reason of next year', 'other'],
  ])('a refund that failed for %s is declined as %s', async (failure_reason, reason) => {
    http.answer = () => refundOf({ status: 'failed', failure_reason });
    await expect(ask()).resolves.toEqual({ state: 'declined', reason, providerRef: 're_1' });
  });

  it.each([
    ['charge_already_refunded', 'already-refunded'],
    ['charge_disputed', 'disputed'],
    ['refund_disputed_payment', 'disputed'],
    ['amount_too_large', 'exceeds-payment'],
    ['balance_insufficient', 'insufficient-balance'],
    ['insufficient_funds', 'insufficient-balance'],
    ['charge_not_refundable', 'payment-not-refundable'],
    ['charge_expired_for_capture', 'payment-not-refundable'],
    ['payment_intent_unexpected_state', 'payment-not-refundable'],
    ['account_closed', 'card-unreachable'],
    ['card_declined', 'card-unreachable'],
    ['a code of next year', 'other'],
  ])('refused with %s is declined as %s', async (code, reason) => {
    http.answer = () => stripeError(code === 'card_declined' ? 402 : 400, { type: 'invalid_request_error', code });
    await expect(ask()).resolves.toEqual({ state: 'declined', reason });
  });

  it.each([
    [1_900, 'ISK', '190000'],
    [15_000, 'UGX', '1500000'],
    [12_300, 'MGA', '123'],
    [340, 'KWD', '340'],
    [5_800, 'JPY', '5800'],
  ])(
    '%d %s are asked for in the numbers of Stripe, and read back as the same money',
    async (...[amountMinor, currency, amount]) => {
      http.answer = () => refundOf({ amount: Number(amount), currency: currency.toLowerCase() });
      await expect(ask({ amountMinor, currency })).resolves.toMatchObject({ state: 'succeeded' });
      expect(new URLSearchParams(http.calls[0]?.body).get('amount')).toBe(amount);
    },
  );

  it('the same number in other money never counts as succeeded: 1,900 at Stripe are 19 ISK', async () => {
    http.answer = () => refundOf({ amount: 1_900, currency: 'isk' });
    await expect(ask({ amountMinor: 1_900, currency: 'ISK' })).resolves.toEqual({
      state: 'unknown',
      why: 'Stripe refunded 19 ISK, and 1900 ISK was promised',
      providerRef: 're_1',
    });
  });

  it.each([
    [334, 'KWD'],
    [12_340, 'MGA'],
  ])(
    '%d %s, which Stripe cannot move exactly, are declined as amount-not-payable and not asked for',
    async (...part) => {
      const [amountMinor, currency] = part;
      await expect(ask({ amountMinor, currency })).resolves.toEqual({
        state: 'declined',
        reason: 'amount-not-payable',
      });
      expect(http.calls).toEqual([]);
    },
  );

  it.each([
    [{}, undefined, { reverse_transfer: null, refund_application_fee: null }],
    [
      { account: 'acct_7', refundApplicationFee: true },
      'acct_7',
      { reverse_transfer: null, refund_application_fee: 'true' },
    ],
    [
      { reverseTransfer: true, refundApplicationFee: true },
      undefined,
      { reverse_transfer: 'true', refund_application_fee: 'true' },
    ],
  ])(
    'with %j of Connect it says who bears the refund, and on whose account the payment is',
    async (...[connect, account, flags]) => {
      http.answer = () => refundOf({});
      const refunds = new StripeRefund({ key: keyOf('sk_test'), apiUrl: http.url, connect });
      await expect(refunds.refund(requestFor())).resolves.toMatchObject({ state: 'succeeded' });
      const body = new URLSearchParams(http.calls[0]?.body);
      expect(http.calls[0]?.headers['stripe-account']).toBe(account);
      for (const [name, value] of Object.entries(flags)) expect(body.get(name)).toBe(value);
      http.answer = () => ({ status: 200, body: JSON.stringify({ object: 'list', data: [], has_more: false }) });
      await refunds.find(requestFor());
      expect(http.calls[1]?.headers['stripe-account']).toBe(account);
    },
  );

  it('a payment intent is refunded as one', async () => {
    http.answer = () => refundOf({});
    await ask({ paymentId: 'pi_1' });
    expect(new URLSearchParams(http.calls[0]?.body).get('payment_intent')).toBe('pi_1');
  });

  it('sends the key with every try, its own retries included', async () => {
    http.answer = () => (http.calls.length === 1 ? 'hang up' : refundOf({}));
    await expect(ask()).resolves.toMatchObject({ state: 'succeeded' });
    expect(http.calls.map(({ headers }) => headers['idempotency-key'])).toEqual(['rem_1_1', 'rem_1_1']);
  });

  it.each([
    ['500 saved under the key', () => stripeError(500, { type: 'api_error' })],
    ['the same key with other parameters', () => stripeError(400, { type: 'idempotency_error' })],
    ['a broken connection', () => 'hang up' as const],
  ])('%s leaves it unknown: the money may have moved', async (_, answer) => {
    http.answer = answer;
    await expect(ask()).resolves.toMatchObject({ state: 'unknown' });
  });

  const families: readonly (readonly [number, object, PartOutcome['state'], string])[] = [
    ...[402, 404].map((status) => [status, {}, 'declined', 'other'] as const),
    ...[400, 402, 404].map((status) => [status, { param: 'charge' }, 'declined', 'other'] as const),
    [400, { param: 'amount' }, 'declined', 'exceeds-payment'],
    ...[405, 408, 409, 410, 413, 415, 422, 424, 451, 500, 502, 503].flatMap((status) =>
      [{}, { param: 'charge' }].map((error) => [status, error, 'unknown', 'no usable answer'] as const),
    ),
  ];
  it.each(families)(
    'a %d with %j and no code that is known leaves it %s: %s',
    async (...[status, error, state, why]) => {
      http.answer = () => stripeError(status, { type: 'invalid_request_error', ...error });
      const outcome = await ask();
      expect(outcome.state).toBe(state);
      expect(JSON.stringify(outcome)).toContain(why);
    },
  );

  it('no response in time leaves it unknown, within its time limit', async () => {
    http.answer = () => 'no answer';
    const before = Date.now();
    await expect(ask({ timeoutMs: 2_000 })).resolves.toMatchObject({ state: 'unknown' });
    // Stripe's client waits for 80 s by itself.
    expect(Date.now() - before).toBeLessThan(60_000);
  });

  it.each([
    ['rate limited', () => stripeError(429, { type: 'rate_limit_error', code: 'rate_limit' }), true],
    ['the payment locked by another change', () => stripeError(409, { code: 'lock_timeout' }), false],
    ['the payment locked, said as too many requests', () => stripeError(429, { code: 'lock_timeout' }), false],
    [
      'the same key at work elsewhere',
      () => stripeError(409, { type: 'idempotency_error', code: 'idempotency_key_in_use' }),
      false,
    ],
  ])('%s: nothing was attempted, and the event is delivered again', async (_, answer, isRateLimited) => {
    http.answer = answer;
    await expect(ask()).rejects.toThrow(NotAttemptedError);
    // The SDK tries twice, and does not say which of the tries that was.
    await expect(ask()).rejects.toMatchObject({ isCertain: false, isRateLimited });
  });

  it('unreachable: nothing was attempted, and the message says what happens next', async () => {
    await http.stop();
    await expect(ask()).rejects.toThrow(/API could not be reached. The event is delivered again/);
    http = await ScriptedHttp.start();
  });

  it('a refused API key is forgotten, so that a rotated one is read and used at once', async () => {
    http.answer = ({ headers }) =>
      headers.authorization === 'Bearer sk_new' ? refundOf({}) : stripeError(401, { type: 'invalid_request_error' });
    const key = keyOf('sk_old', 'sk_new');
    const refunds = new StripeRefund({ key, apiUrl: http.url });
    await expect(refunds.refund(requestFor())).resolves.toMatchObject({ state: 'succeeded' });
    await expect(refunds.refund(requestFor())).resolves.toMatchObject({ state: 'succeeded' });
    expect(key.forgotten).toBe(1);
  });

  it('the failure type never goes into the reason, which could block a card', async () => {
    http.answer = () => refundOf({});
    await ask();
    expect(new URLSearchParams(http.calls[0]?.body).has('reason')).toBe(false);
  });

  describe('looked up', () => {
    const listOf = (data: object[], has_more = false) => ({
      status: 200,
      body: JSON.stringify({ object: 'list', data, has_more }),
    });
    const listed = (id: string, change: object = {}) => ({
      id,
      amount: 399,
      currency: 'gbp',
      status: 'succeeded',
      metadata: { remedyId: 'rem_1', part: '1' },
      ...change,
    });
    const look = (change = {}, key = keyOf('sk_test')) =>
      new StripeRefund({ key, apiUrl: http.url }).find(requestFor(change));

    it('is found on the last of many pages, by listing the payment alone', async () => {
      http.answer = ({ path }) =>
        path.includes('starting_after=re_8')
          ? listOf([listed('re_9')])
          : listOf(
              [listed('re_7', { metadata: { remedyId: 'rem_1', part: '2' } }), listed('re_8', { metadata: {} })],
              true,
            );
      await expect(look({ paymentId: 'pi_1' })).resolves.toMatchObject({ state: 'succeeded', providerRef: 're_9' });
      expect(http.calls.map(({ path, body }) => [path.includes('payment_intent=pi_1'), body])).toEqual([
        [true, ''],
        [true, ''],
      ]);
    });

    it('after it succeeded and then failed, it is declined', async () => {
      http.answer = () => listOf([listed('re_1', { status: 'failed', failure_reason: 'lost_or_stolen_card' })]);
      await expect(look()).resolves.toMatchObject({ state: 'declined', reason: 'card-unreachable' });
    });

    it.each([
      [
        'the same money under a number that the ledger does not have',
        {},
        [1],
        { providerRef: 're_3', state: 'succeeded' },
      ],
      ['one that the ledger has', {}, [1, 3], { state: 'not-found' }],
      ['one that failed', { status: 'failed' }, [1], { state: 'not-found' }],
      ['other money', { amount: 400 }, [1], { state: 'not-found' }],
      ['one where nobody says what the ledger has', {}, undefined, { state: 'not-found' }],
    ])('as another part of the remedy it finds %s as it should', async (_, change, knownParts, expected) => {
      http.answer = () => listOf([listed('re_3', { metadata: { remedyId: 'rem_1', part: '3' }, ...change })]);
      await expect(look({ knownParts })).resolves.toMatchObject(expected);
    });

    it('two refunds of one part never count as succeeded', async () => {
      http.answer = () => listOf([listed('re_1'), listed('re_2')]);
      await expect(look()).resolves.toMatchObject({ state: 'unknown', why: 'Stripe has 2 refunds of this one part' });
    });

    it.each([
      [
        'a payment that this account does not see',
        () => stripeError(404, { code: 'resource_missing' }),
        /another account/,
      ],
      ['a server error', () => stripeError(500, { type: 'api_error' }), /no usable answer.*500/],
      ['a broken connection', () => 'hang up' as const, /no usable answer/],
    ])('%s proves nothing about the refund', async (_, answer, why) => {
      http.answer = answer;
      await expect(look()).resolves.toMatchObject({ state: 'unknown', why: expect.stringMatching(why) });
    });

    it.each([
      ['rate limited', () => stripeError(429, { type: 'rate_limit_error' })],
      ['with a key that is refused', () => stripeError(401, { type: 'invalid_request_error' })],
    ])('%s, it has to be looked up later', async (_, answer) => {
      http.answer = answer;
      await expect(look()).rejects.toThrow(NotAttemptedError);
    });
  });
});
