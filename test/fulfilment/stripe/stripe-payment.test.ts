import Stripe from 'stripe';
import { NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import { StripeRefund } from '../../../lambdas/fulfilment/stripe/stripe-refund';
import { disputedCard, disputeOf } from '../../../local/demo/script/take-payments';
import { startProvider } from '../../../local/company/provider/provider';
import { ScriptedHttp } from '../../fakes/scripted-http';
import { keyOf } from '../keys';
import { retryAtOnce } from './retry-at-once';

beforeAll(retryAtOnce);

const timeoutMs = 10_000;

describe('a payment at the local provider', () => {
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let shop: Stripe;
  let payments: StripeRefund;

  beforeAll(async () => {
    provider = await startProvider(0);
    const { hostname, port } = new URL(provider.url);
    shop = new Stripe('sk_test_shop', { host: hostname, port, protocol: 'http', telemetry: false });
    payments = new StripeRefund({ key: keyOf('sk_test_shop'), apiUrl: provider.url });
  });
  afterAll(() => provider.stop());

  const charge = async (amount: number, currency: string, change: Partial<Stripe.ChargeCreateParams> = {}) =>
    (await shop.charges.create({ amount, currency, source: 'tok_visa', ...change })).id;

  it('is told with what was taken and what is left of it', async () => {
    const paymentId = await charge(900, 'usd');
    await shop.refunds.create({ charge: paymentId, amount: 250 });
    expect(await payments.readPayment(paymentId, timeoutMs)).toEqual({
      kind: 'payment',
      payment: {
        paymentId,
        paid: { amountMinor: 900, currency: 'USD' },
        refundableMinor: 650,
        status: 'captured',
        isDisputed: false,
        method: 'card',
      },
    });
  });

  it.each([
    ['src_sepa_debit', 'bank'],
    ['src_paypal', 'paypal'],
    ['src_klarna', 'later'],
    ['src_alipay', 'wallet'],
  ])('that was made with %s is told as %s, also once it was refunded', async (source, method) => {
    const paymentId = await charge(900, 'eur', { source });
    await shop.refunds.create({ charge: paymentId, amount: 250 });
    expect(await payments.readPayment(paymentId, timeoutMs)).toMatchObject({
      payment: { method, refundableMinor: 650 },
    });
  });

  it('is taken with no way to pay that nobody knows', async () => {
    await expect(charge(900, 'eur', { source: 'src_barter' })).rejects.toThrow(/src_barter/);
    await expect(charge(900, 'usd', { source: 'src_sepa_debit' })).rejects.toThrow(/currency/);
  });

  it('that is only authorised is told as such, and as captured once it is', async () => {
    const paymentId = await charge(900, 'usd', { capture: false });
    expect(await payments.readPayment(paymentId, timeoutMs)).toMatchObject({
      payment: { status: 'authorised', paid: { amountMinor: 900 }, refundableMinor: 0 },
    });
    await shop.charges.capture(paymentId, { amount: 600 });
    expect(await payments.readPayment(paymentId, timeoutMs)).toMatchObject({
      payment: { status: 'captured', paid: { amountMinor: 600 }, refundableMinor: 600 },
    });
  });

  it('is told with the other id that failures may name it by: its intent, or the charge of that', async () => {
    const chargeId = await charge(900, 'usd', { capture: false });
    const { payment_intent: intentId } = await shop.charges.retrieve(chargeId);
    if (typeof intentId !== 'string') throw new Error('the charge has no payment intent');
    await shop.charges.capture(chargeId);
    expect(await payments.readPayment(chargeId, timeoutMs)).toMatchObject({ payment: { otherIds: [intentId] } });
    expect(await payments.readPayment(intentId, timeoutMs)).toMatchObject({
      payment: { paymentId: intentId, otherIds: [chargeId], refundableMinor: 900 },
    });
  });

  it('that is only authorised is cancelled, and then nothing can be captured or refunded of it', async () => {
    const paymentId = await charge(900, 'usd', { capture: false });
    const refund = { kind: 'refund', amountMinor: 900, currency: 'USD', paymentId } as const;
    const part = { ...refund, kind: 'cancellation', fallback: refund } as const;
    const marks = { remedyId: 'rem_9', partNumber: 1, customerId: 'cus_1', failureType: 'X', timeoutMs };
    const request = { ...marks, part, key: `${paymentId}_1` };
    const { cancellations } = payments;
    await expect(cancellations.find(request)).resolves.toEqual({ state: 'not-found' });
    const cancelled = { state: 'succeeded', providerRef: paymentId.replace('ch_', 'pi_') };
    await expect(cancellations.cancel(request)).resolves.toEqual(cancelled);
    await expect(cancellations.cancel(request)).resolves.toEqual(cancelled);
    await expect(cancellations.cancel({ ...request, key: `${paymentId}_2` })).resolves.toEqual(cancelled);
    await expect(cancellations.find(request)).resolves.toEqual(cancelled);
    expect(await payments.readPayment(paymentId, timeoutMs)).toMatchObject({ payment: { status: 'cancelled' } });
    await expect(shop.charges.capture(paymentId)).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
    await expect(payments.refund({ ...marks, part: refund, key: `${paymentId}_3` })).resolves.toEqual({
      state: 'declined',
      reason: 'already-refunded',
    });
  });

  it('that was captured is not cancelled any more, as at Stripe', async () => {
    const paymentId = await charge(900, 'usd', { capture: false });
    const { payment_intent: intentId } = await shop.charges.retrieve(paymentId);
    if (typeof intentId !== 'string') throw new Error('the charge has no payment intent');
    await shop.charges.capture(paymentId);
    await expect(shop.paymentIntents.cancel(intentId)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    const refund = { kind: 'refund', amountMinor: 900, currency: 'USD', paymentId } as const;
    const part = { ...refund, kind: 'cancellation', fallback: refund } as const;
    const marks = { remedyId: 'rem_9', partNumber: 1, customerId: 'cus_1', failureType: 'X', timeoutMs };
    await expect(payments.cancellations.cancel({ ...marks, part, key: 'rem_9_1' })).resolves.toMatchObject({
      state: 'declined',
      reason: 'captured',
    });
  });

  it('that is disputed is told as such', async () => {
    const paymentId = await charge(900, 'usd', { source: disputedCard });
    await disputeOf(paymentId, shop);
    expect(await payments.readPayment(paymentId, timeoutMs)).toMatchObject({ payment: { isDisputed: true } });
  });

  it('that is not known is told as such, by an account that shows a refund of ours', async () => {
    await expect(payments.readPayment('ch_nobody', timeoutMs)).rejects.toThrow(/nor any refund of ours/);
    const metadata = { remedyId: 'rem_1', part: '1', customerId: 'cus_1' };
    await shop.refunds.create({ charge: await charge(900, 'usd'), metadata });
    expect(await payments.readPayment('ch_nobody', timeoutMs)).toEqual({ kind: 'not-found' });
  });

  it('is refunded by the id of its intent, found by it, and then shows what is left under both ids', async () => {
    const chargeId = await charge(900, 'usd', { capture: false });
    const { payment_intent: intentId } = await shop.charges.retrieve(chargeId);
    if (typeof intentId !== 'string') throw new Error('the charge has no payment intent');
    await shop.charges.capture(chargeId);
    const part = { kind: 'refund', amountMinor: 250, currency: 'USD', paymentId: intentId } as const;
    const marks = { remedyId: 'rem_8', partNumber: 1, customerId: 'cus_1', failureType: 'X', timeoutMs };
    const request = { ...marks, part, key: `${intentId}_1` };
    const refunded = await payments.refund(request);
    expect(refunded).toMatchObject({ state: 'succeeded' });
    await expect(payments.refund(request)).resolves.toEqual(refunded);
    await expect(payments.find(request)).resolves.toEqual(refunded);
    for (const paymentId of [chargeId, intentId]) {
      expect(await payments.readPayment(paymentId, timeoutMs)).toMatchObject({ payment: { refundableMinor: 650 } });
    }
  });
});

describe('what Stripe can answer', () => {
  let http: ScriptedHttp;
  let payments: StripeRefund;
  beforeEach(async () => {
    http = await ScriptedHttp.start();
    payments = new StripeRefund({ key: keyOf('rk_test_1'), apiUrl: http.url });
  });
  afterEach(() => http.stop());

  const ok = (body: object) => ({ status: 200, body: JSON.stringify(body) });
  const refuse = (status: number, error: object) => ({ status, body: JSON.stringify({ error }) });
  const chargeOf = (change: object = {}) => ({
    ...{ id: 'ch_1', object: 'charge', amount: 900, amount_captured: 900, amount_refunded: 0, captured: true },
    ...{ currency: 'usd', disputed: false, refunded: false, status: 'succeeded' },
    ...change,
  });
  const intentOf = (change: object = {}) => ({
    ...{ id: 'pi_1', object: 'payment_intent', amount: 900, amount_capturable: 0, amount_received: 900 },
    ...{ currency: 'usd', status: 'succeeded', latest_charge: chargeOf() },
    ...change,
  });

  it('of a payment intent it tells with one request, its charge included', async () => {
    http.answer = () => ok(intentOf({ latest_charge: chargeOf({ amount_refunded: 100 }) }));
    expect(await payments.readPayment('pi_1', timeoutMs)).toMatchObject({
      payment: {
        paymentId: 'pi_1',
        paid: { amountMinor: 900, currency: 'USD' },
        refundableMinor: 800,
        status: 'captured',
      },
    });
    expect(http.calls.map(({ path }) => decodeURIComponent(path))).toEqual([
      '/v1/payment_intents/pi_1?expand[0]=latest_charge',
    ]);
  });

  it.each([
    ['ISK', 190_000, 1_900],
    ['KRW', 45_000, 45_000],
    ['KWD', 10_000, 10_000],
  ])('in %s it counts %d, and %d minor units are meant', async (currency, amount, amountMinor) => {
    const inCurrency = { currency: currency.toLowerCase(), amount, amount_captured: amount };
    http.answer = () => ok(chargeOf(inCurrency));
    expect(await payments.readPayment('ch_1', timeoutMs)).toMatchObject({
      payment: { paid: { amountMinor, currency }, refundableMinor: amountMinor },
    });
  });

  it.each([
    [
      { status: 'requires_capture', amount_capturable: 700, latest_charge: chargeOf({ captured: false }) },
      'authorised',
      700,
    ],
    [{ status: 'processing', latest_charge: null }, 'authorised', 900],
    [{ status: 'canceled', latest_charge: null }, 'cancelled', 0],
    [{ status: 'requires_payment_method', latest_charge: null }, 'failed', 0],
    [{ status: 'requires_action', latest_charge: null }, 'failed', 0],
  ] as const)('a payment intent that is %j is %s', async (change, status, amountMinor) => {
    http.answer = () => ok(intentOf(change));
    expect(await payments.readPayment('pi_1', timeoutMs)).toMatchObject({
      payment: { status, paid: { amountMinor }, refundableMinor: 0 },
    });
  });

  it.each([
    [{ status: 'failed' }, 'failed'],
    [{ status: 'pending', captured: false, amount_captured: 0 }, 'authorised'],
    [{ captured: false, amount_captured: 0 }, 'authorised'],
    [{ captured: false, amount_captured: 0, refunded: true, amount_refunded: 900 }, 'cancelled'],
  ])('a charge that is %j is %s', async (change, status) => {
    http.answer = () => ok(chargeOf(change));
    expect(await payments.readPayment('ch_1', timeoutMs)).toMatchObject({ payment: { status, refundableMinor: 0 } });
  });

  it.each([
    [['needs_response'], true, 900],
    [['under_review'], true, 900],
    [['warning_needs_response'], true, 900],
    [['warning_closed'], false, 900],
    [['won'], false, 900],
    [['lost'], false, 500],
    [['lost', 'needs_response'], true, 500],
  ])('a charge with disputes %j is disputed: %s, and %d are left', async (statuses, isDisputed, refundableMinor) => {
    const data = statuses.map((status, n) => ({
      id: `dp_${n}`,
      object: 'dispute',
      amount: 400,
      currency: 'usd',
      status,
    }));
    http.answer = ({ path }) =>
      ok(path.startsWith('/v1/disputes') ? { object: 'list', data, has_more: false } : chargeOf({ disputed: true }));
    expect(await payments.readPayment('ch_1', timeoutMs)).toMatchObject({ payment: { isDisputed, refundableMinor } });
    expect(http.calls).toHaveLength(2);
  });

  it('of a payment made in test mode it says so to a live key', async () => {
    const message =
      "No such charge: 'ch_1'; a similar object exists in test mode, but a live mode key was used to make this request.";
    http.answer = () => refuse(404, { type: 'invalid_request_error', code: 'resource_missing', message });
    expect(await payments.readPayment('ch_1', timeoutMs)).toEqual({ kind: 'other-mode', isLive: false });
  });

  it.each([
    [
      'of the test mode, while payments are live',
      404,
      {
        code: 'resource_missing',
        message:
          "No such charge: 'ch_1'; a similar object exists in live mode, but a test mode key was used to make this request.",
      },
      { account: 'stripe' },
    ],
    [
      'that lacks a permission, which it names',
      403,
      { message: "Having the 'rak_charge_read' permission would allow this request to continue." },
      { account: 'stripe-payments', permission: 'rak_charge_read' },
    ],
    ['of another account, which shows nothing of ours', 404, { code: 'resource_missing' }, { account: 'stripe' }],
    ['of an account that refuses everything without a code', 400, {}, { account: 'stripe' }],
  ])('to a key %s it is the trouble of the account', async (_, status, error, trouble) => {
    http.answer = () => refuse(status, { type: 'invalid_request_error', ...error });
    await expect(payments.readPayment('ch_1', timeoutMs)).rejects.toMatchObject({
      name: 'AccountTroubleError',
      trouble,
    });
  });

  it('of no use is a server error', async () => {
    http.answer = () => refuse(500, { type: 'api_error', message: 'oh' });
    expect(await payments.readPayment('ch_1', timeoutMs)).toMatchObject({
      kind: 'unavailable',
      why: 'Stripe gave no usable answer about the payment (StripeAPIError 500)',
    });
  });

  it('that does not come is no answer with a status, and its reason says so in as many words', async () => {
    http.answer = () => 'hang up';
    expect(await payments.readPayment('ch_1', timeoutMs)).toEqual({
      kind: 'unavailable',
      why: 'Stripe gave no usable answer about the payment (StripeConnectionError)',
    });
  });

  it.each([
    ['refuses the key', () => refuse(401, { type: 'invalid_request_error', message: 'Invalid API Key' })],
    [
      'asks for fewer requests',
      () => refuse(429, { type: 'invalid_request_error', code: 'rate_limit', message: 'slow' }),
    ],
  ])('where it %s, nothing was attempted', async (_, answer) => {
    http.answer = answer;
    await expect(payments.readPayment('ch_1', timeoutMs)).rejects.toThrow(NotAttemptedError);
  });

  it('where it cannot be reached, nothing was attempted', async () => {
    await http.stop();
    await expect(payments.readPayment('ch_1', timeoutMs)).rejects.toThrow(NotAttemptedError);
  });
});
