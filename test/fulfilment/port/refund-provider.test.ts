import Stripe from 'stripe';
import { HttpRefund } from '../../../lambdas/fulfilment/http/http-refund';
import { HttpStatement } from '../../../lambdas/fulfilment/http/http-statement';
import { PacedProvider } from '../../../lambdas/fulfilment/pace/paced-provider';
import { Paces } from '../../../lambdas/model/guards/paces';
import { StripeRefund } from '../../../lambdas/fulfilment/stripe/stripe-refund';
import { StripeStatement } from '../../../lambdas/fulfilment/stripe/stripe-statement';
import { realTime } from '../../../lambdas/runtime/real-time';
import { startStripePackage } from '../../../local/company/provider/start-stripe-package';
import { describeRefundProviderContract } from '../../contract-suites/refund-provider-contract';
import { FakeRefundProvider } from '../../fakes/fake-refund-provider';
import { keyOf } from '../keys';
import { ReferenceEndpoint } from '../reference-endpoint';
import { retryAtOnce } from '../stripe/retry-at-once';
import { WeatherProxy } from '../weather';

beforeAll(retryAtOnce);

describeRefundProviderContract('Stripe', async () => {
  const emulator = await startStripePackage(0);
  const proxy = await WeatherProxy.before(emulator.url);
  const { hostname, port } = new URL(emulator.url);
  const shop = new Stripe('sk_test_shop', { host: hostname, port, protocol: 'http', telemetry: false });
  const props = { key: keyOf('sk_test_shop'), apiUrl: proxy.url };
  const stripe = new StripeRefund(props);
  return {
    refunds: stripe,
    payments: stripe,
    statement: new StripeStatement(props),
    pay: async (amount, currency) => (await shop.charges.create({ amount, currency, source: 'tok_visa' })).id,
    effectsOn: async (charge) => (await shop.refunds.list({ charge, limit: 100 })).data.length,
    turn: (weather) => proxy.turn(weather),
    stop: async () => {
      await proxy.close();
      await emulator.stop();
    },
  };
});

describeRefundProviderContract("a team's own endpoint", () => ofOwnEndpoint((own) => own));

describeRefundProviderContract('an endpoint that is asked in turn', () =>
  ofOwnEndpoint((own) => new PacedProvider(own, 'endpoint', new Paces(realTime))),
);

async function ofOwnEndpoint(asked: (own: HttpRefund) => HttpRefund | PacedProvider) {
  const endpoint = await ReferenceEndpoint.start('a-secret-of-both', 'a-secret-that-reads');
  const proxy = await WeatherProxy.before(endpoint.url);
  const props = { key: keyOf('a-secret-of-both'), endpointUrl: `${proxy.url}/amends` };
  const own = asked(new HttpRefund(props));
  return {
    refunds: own,
    payments: own,
    statement: new HttpStatement({ ...props, key: keyOf('a-secret-that-reads') }),
    pay: async (amountMinor: number, currency: string) => endpoint.pay(amountMinor, currency),
    effectsOn: async (paymentId: string) => endpoint.refundsOf(paymentId).length,
    turn: (weather: Parameters<WeatherProxy['turn']>[0]) => proxy.turn(weather),
    stop: async () => {
      await proxy.close();
      await endpoint.stop();
    },
  };
}

describeRefundProviderContract('the fake', async () => {
  const fake = new FakeRefundProvider();
  return {
    refunds: fake,
    payments: fake,
    statement: fake,
    pay: async (amountMinor, currency) => {
      const paymentId = `ch_${fake.payments.size + 1}`;
      fake.currencies.set(paymentId, currency);
      fake.payments.set(paymentId, amountMinor);
      return paymentId;
    },
    effectsOn: async (paymentId) => fake.effects.filter(({ request }) => request.part.paymentId === paymentId).length,
    turn: async (weather) => {
      fake.weather = weather;
    },
    stop: async () => undefined,
  };
});
