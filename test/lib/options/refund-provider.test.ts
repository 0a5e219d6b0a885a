import { Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { providerEnvironment, readingProviderEnvironment, RefundProvider } from '../../../lib/options/refund-provider';
import { webhookEnvironment, webhookOfProvider } from '../../../lib/webhook/webhook-source';
import { reconcileSettings } from '../../../lambdas/runtime/environment/environment';

const scope = new Stack();
const apiKey = Secret.fromSecretNameV2(scope, 'Key', 'team/stripe');
const readKey = Secret.fromSecretNameV2(scope, 'ReadKey', 'team/stripe-read');
const webhookSecret = Secret.fromSecretNameV2(scope, 'Webhook', 'team/webhook');

const settingsOf = (provider: RefundProvider): unknown => {
  const { STRIPE_CONNECT, STRIPE_MODE } = reconcileSettings({
    LEDGER_TABLE_NAME: 'ledger',
    SEAL_KEYS: '{}',
    ...readingProviderEnvironment(provider.config),
    STRIPE_READ_SECRET_NAME: 'team/stripe-read',
  }) as Record<string, unknown>;
  return { connect: STRIPE_CONNECT, mode: STRIPE_MODE };
};

it('payments of Stripe Connect, and the mode, reach every function that calls Stripe or hears from it', () => {
  const connect = { account: 'acct_1PqZ0eExample', refundApplicationFee: true };
  const provider = RefundProvider.stripe({ apiKey, readKey, webhookSecret, connect, mode: 'live' });
  expect(settingsOf(provider)).toEqual({ connect, mode: 'live' });
  const webhook = webhookOfProvider(provider.config);
  expect(webhook && webhookEnvironment(webhook)).toMatchObject({
    STRIPE_CONNECT: JSON.stringify(connect),
    STRIPE_MODE: 'live',
  });
});

it('without them the environment says nothing of them, and payments are those of the key', () => {
  const provider = RefundProvider.stripe({ apiKey, readKey });
  expect(Object.keys(providerEnvironment(provider.config))).toEqual([
    'REFUND_PROVIDER',
    'STRIPE_SECRET_NAME',
    'STRIPE_API_URL',
  ]);
  expect(settingsOf(provider)).toEqual({ connect: {}, mode: undefined });
});

it('who only reads is told of no secret with a key that pays', () => {
  const environment = readingProviderEnvironment(RefundProvider.stripe({ apiKey, readKey }).config);
  expect(environment).toHaveProperty('STRIPE_READ_SECRET_NAME');
  expect(environment).not.toHaveProperty('STRIPE_SECRET_NAME');
});

it('who only reads at an endpoint signs with a secret of its own, where the endpoint has one for that', () => {
  const url = 'https://payments.example.com/amends';
  const own = RefundProvider.endpoint({ url, secret: apiKey, readingSecret: readKey }).config;
  expect(readingProviderEnvironment(own)).toEqual({
    REFUND_PROVIDER: 'http',
    REFUND_ENDPOINT_URL: url,
    REFUND_ENDPOINT_READ_SECRET_NAME: 'team/stripe-read',
  });
  expect(providerEnvironment(own)).toMatchObject({ REFUND_ENDPOINT_SECRET_NAME: 'team/stripe' });
  expect(readingProviderEnvironment(RefundProvider.endpoint({ url, secret: apiKey }).config)).toMatchObject({
    REFUND_ENDPOINT_READ_SECRET_NAME: 'team/stripe',
  });
});

it('authorisations are waited for, unless the options have them cancelled', () => {
  const environmentOf = (authorisations?: 'wait' | 'cancel') =>
    providerEnvironment(RefundProvider.stripe({ apiKey, readKey, authorisations }).config);
  expect(environmentOf('cancel')).toMatchObject({ STRIPE_AUTHORISATIONS: 'cancel' });
  expect(environmentOf('wait')).not.toHaveProperty('STRIPE_AUTHORISATIONS');
  expect(environmentOf()).not.toHaveProperty('STRIPE_AUTHORISATIONS');
});

it.each([
  [{ account: 'my shop' }, /acct_1PqZ0eExample, and not my shop/],
  [{ account: 'acct_1', reverseTransfer: true }, /refunds one of the two/],
])('%j cannot be deployed, because Stripe would refuse each refund', (connect, why) => {
  expect(() => RefundProvider.stripe({ apiKey, readKey, connect })).toThrow(why);
});

it.each(['https://api.stripe.com', 'http://127.0.0.1:4515', 'http://localhost:12111', 'http://[::1]:4515'])(
  'Stripe may be at %s',
  (apiUrl) => {
    expect(RefundProvider.stripe({ apiKey, readKey, apiUrl }).config).toMatchObject({ apiUrl });
  },
);

it.each([
  'https://stripe.films.test',
  'http://api.stripe.com',
  'https://api.stripe.com/v2',
  'http://10.0.0.7',
  'Stripe',
])('the API key is sent to no other host, such as %s', (apiUrl) => {
  expect(() => RefundProvider.stripe({ apiKey, readKey, apiUrl })).toThrow('would be sent the API key');
});
