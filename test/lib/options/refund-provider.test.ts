import { Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  providerEnvironment,
  RefundProvider,
  webhookProviderEnvironment,
  webhookProviderOf,
} from '../../../lib/options/refund-provider';
import { reconcileSettings } from '../../../lambdas/runtime/environment/environment';

const scope = new Stack();
const apiKey = Secret.fromSecretNameV2(scope, 'Key', 'team/stripe');
const webhookSecret = Secret.fromSecretNameV2(scope, 'Webhook', 'team/webhook');

const settingsOf = (provider: RefundProvider): unknown => {
  const { STRIPE_CONNECT, STRIPE_MODE } = reconcileSettings({
    LEDGER_TABLE_NAME: 'ledger',
    ...providerEnvironment(provider.config),
    STRIPE_SECRET_NAME: 'team/stripe',
  }) as Record<string, unknown>;
  return { connect: STRIPE_CONNECT, mode: STRIPE_MODE };
};

it('payments of Stripe Connect, and the mode, reach every function that calls Stripe or hears from it', () => {
  const connect = { account: 'acct_1PqZ0eExample', refundApplicationFee: true };
  const provider = RefundProvider.stripe({ apiKey, webhookSecret, connect, mode: 'live' });
  expect(settingsOf(provider)).toEqual({ connect, mode: 'live' });
  const webhook = webhookProviderOf(provider.config);
  expect(webhook && webhookProviderEnvironment(webhook)).toMatchObject({
    STRIPE_CONNECT: JSON.stringify(connect),
    STRIPE_MODE: 'live',
  });
});

it('without them the environment says nothing of them, and payments are those of the key', () => {
  const provider = RefundProvider.stripe({ apiKey });
  expect(Object.keys(providerEnvironment(provider.config))).toEqual([
    'REFUND_PROVIDER',
    'STRIPE_SECRET_NAME',
    'STRIPE_API_URL',
  ]);
  expect(settingsOf(provider)).toEqual({ connect: {}, mode: undefined });
});

it('authorisations are waited for, unless the options have them cancelled', () => {
  const environmentOf = (authorisations?: 'wait' | 'cancel') =>
    providerEnvironment(RefundProvider.stripe({ apiKey, authorisations }).config);
  expect(environmentOf('cancel')).toMatchObject({ STRIPE_AUTHORISATIONS: 'cancel' });
  expect(environmentOf('wait')).not.toHaveProperty('STRIPE_AUTHORISATIONS');
  expect(environmentOf()).not.toHaveProperty('STRIPE_AUTHORISATIONS');
});

it.each([
  [{ account: 'my shop' }, /acct_1PqZ0eExample, and not my shop/],
  [{ account: 'acct_1', reverseTransfer: true }, /refunds one of the two/],
])('%j cannot be deployed, because Stripe would refuse each refund', (connect, why) => {
  expect(() => RefundProvider.stripe({ apiKey, connect })).toThrow(why);
});

it.each(['https://api.stripe.com', 'http://127.0.0.1:4515', 'http://localhost:12111', 'http://[::1]:4515'])(
  'Stripe may be at %s',
  (apiUrl) => {
    expect(RefundProvider.stripe({ apiKey, apiUrl }).config).toMatchObject({ apiUrl });
  },
);

it.each([
  'https://stripe.films.test',
  'http://api.stripe.com',
  'https://api.stripe.com/v2',
  'http://10.0.0.7',
  'Stripe',
])('the API key is sent to no other host, such as %s', (apiUrl) => {
  expect(() => RefundProvider.stripe({ apiKey, apiUrl })).toThrow('would be sent the API key');
});
