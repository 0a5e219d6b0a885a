import { whoseServices } from '../../../lambdas/runtime/wiring/provider-wiring';

const settings = {
  REFUND_PROVIDER: 'stripe',
  STRIPE_SECRET_NAME: 'shop/stripe',
  PARTNERS: { credits: 'stripe' },
  POLICY: { of: 'one failure type' },
};

it('functions of several failure types share a rate where they ask by the same key, and no others do', () => {
  const whose = whoseServices(settings);
  expect(whoseServices({ ...settings, POLICY: { of: 'another one' } })).toBe(whose);
  expect(whoseServices({ ...settings, STRIPE_SECRET_NAME: 'another-shop/stripe' })).not.toBe(whose);
  expect(whoseServices({ ...settings, PARTNERS: { credits: 'events' } })).not.toBe(whose);
});
