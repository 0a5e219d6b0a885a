import Stripe from 'stripe';
import { startProvider } from '../../../../../local/company/provider/provider';
import type { ProviderTrouble } from '../../../../../local/company/provider/trouble/provider-trouble';
import { shopKey } from '../../../../../local/company/provider/trouble/shop-key';
import type { LoopbackServer } from '../../../../../local/emulator/server/loopback-server';

// What Stripe's own SDK makes of a provider in trouble.

let provider: LoopbackServer;
let shop: Stripe;
let amends: Stripe;
let on: readonly ProviderTrouble[] = [];

beforeAll(async () => {
  provider = await startProvider(0, undefined, () => on);
  [shop, amends] = [clientWith(shopKey), clientWith('sk_test_local')];
});
afterEach(() => void (on = []));
afterAll(() => provider.stop());

function clientWith(key: string): Stripe {
  const { hostname, port } = new URL(provider.url);
  return new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 });
}

const pay = (): Promise<Stripe.Charge> => shop.charges.create({ amount: 500, currency: 'gbp', source: 'tok_visa' });

async function refundsOf({ id: charge }: Stripe.Charge): Promise<number[]> {
  return (await shop.refunds.list({ charge })).data.map(({ amount }) => amount);
}

it.each([
  ['down', Stripe.errors.StripeConnectionError, { statusCode: undefined }],
  ['rate-limited', Stripe.errors.StripeRateLimitError, { statusCode: 429, code: 'rate_limit' }],
  ['key-expired', Stripe.errors.StripeAuthenticationError, { statusCode: 401, code: 'api_key_expired' }],
] as const)('one that is %s refunds nothing, and whoever reads hears the same', async (trouble, type, error) => {
  const charge = await pay();
  on = [trouble];
  const refunded = await amends.refunds.create({ charge: charge.id }).catch((thrown: unknown) => thrown);
  expect(refunded).toBeInstanceOf(type);
  expect(refunded).toMatchObject(error);
  await expect(amends.charges.retrieve(charge.id)).rejects.toBeInstanceOf(type);
  expect(await refundsOf(charge)).toEqual([]);
});

it('one whose reply is lost has refunded once, however often it is asked with the same key, and answers who looks', async () => {
  const charge = await pay();
  on = ['reply-lost'];
  for (const _ of [1, 2]) {
    const asked = amends.refunds.create({ charge: charge.id, amount: 300 }, { idempotencyKey: 'rem_1-1' });
    await expect(asked).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
  }
  expect((await amends.refunds.list({ charge: charge.id })).data).toMatchObject([{ amount: 300 }]);
});

it('one that is slow does what it is asked for', async () => {
  const charge = await pay();
  on = ['slow'];
  expect(await amends.refunds.create({ charge: charge.id })).toMatchObject({ amount: 500, status: 'succeeded' });
});

it('the shop is spared, so that there are payments to give back', async () => {
  on = ['down', 'slow', 'reply-lost', 'rate-limited', 'key-expired'];
  expect(await pay()).toMatchObject({ status: 'succeeded' });
});
