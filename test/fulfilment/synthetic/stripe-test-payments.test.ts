import { LiveKeyError } from '../../../lambdas/fulfilment/synthetic/test-payments';
import { StripeTestPayments } from '../../../lambdas/fulfilment/synthetic/stripe-test-payments';
import { StripeRefund } from '../../../lambdas/fulfilment/stripe/stripe-refund';
import { startProvider } from '../../../local/company/provider/provider';
import { ScriptedHttp } from '../../fakes/scripted-http';
import { keyOf } from '../keys';
import { retryAtOnce } from '../stripe/retry-at-once';

beforeAll(retryAtOnce);

const price = { amountMinor: 399, currency: 'EUR' };
const timeoutMs = 10_000;

describe('at the local provider', () => {
  let provider: Awaited<ReturnType<typeof startProvider>>;
  beforeAll(async () => {
    provider = await startProvider(0);
  });
  afterAll(() => provider.stop());

  it('a test payment is captured, and the same key pays once', async () => {
    const props = { key: keyOf('sk_test_shop'), apiUrl: provider.url };
    const payments = new StripeTestPayments(props);
    const paymentId = await payments.pay(price, 'synthetic-1_payment');
    expect(paymentId).toMatch(/^pi_/);
    expect(await payments.pay(price, 'synthetic-1_payment')).toBe(paymentId);
    expect(await payments.pay(price, 'synthetic-2_payment')).not.toBe(paymentId);
    const known = await new StripeRefund(props).readPayment(paymentId, timeoutMs);
    expect(known).toMatchObject({ payment: { paid: price, refundableMinor: 399, status: 'captured' } });
  });
});

describe('by the key', () => {
  let http: ScriptedHttp;
  beforeEach(async () => {
    http = await ScriptedHttp.start();
  });
  afterEach(() => http.stop());

  it.each(['sk_live_shop', 'rk_live_shop', 'whatever'])('nothing is asked for: %s', async (key) => {
    const payments = new StripeTestPayments({ key: keyOf(key), apiUrl: http.url });
    await expect(payments.pay(price, 'synthetic-1_payment')).rejects.toThrow(LiveKeyError);
    await expect(payments.pay(price, 'synthetic-1_payment')).rejects.toThrow(/stage beside it/);
    expect(http.calls).toHaveLength(0);
  });

  it('a restricted key for tests pays as well as a secret one', async () => {
    http.answer = () => ({ status: 200, body: JSON.stringify({ id: 'pi_1', livemode: false, status: 'succeeded' }) });
    const payments = new StripeTestPayments({ key: keyOf('rk_test_shop'), apiUrl: http.url });
    await expect(payments.pay(price, 'synthetic-1_payment')).resolves.toBe('pi_1');
    expect(http.calls[0]?.body).toContain('payment_method=pm_card_bypassPending');
  });

  it('a payment that turns out to be of live mode is no test payment', async () => {
    http.answer = () => ({ status: 200, body: JSON.stringify({ id: 'pi_1', livemode: true, status: 'succeeded' }) });
    const payments = new StripeTestPayments({ key: keyOf('sk_test_shop'), apiUrl: http.url });
    await expect(payments.pay(price, 'synthetic-1_payment')).rejects.toThrow(LiveKeyError);
  });

  it('a payment that was not taken is an error', async () => {
    http.answer = () => ({ status: 200, body: JSON.stringify({ id: 'pi_1', livemode: false, status: 'processing' }) });
    const payments = new StripeTestPayments({ key: keyOf('sk_test_shop'), apiUrl: http.url });
    await expect(payments.pay(price, 'synthetic-1_payment')).rejects.toThrow(/synthetic-1_payment: processing/);
  });
});
