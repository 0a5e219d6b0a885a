import { sharedScope } from '../../../lambdas/runtime/wiring/provider-wiring';

const settings = {
  REFUND_PROVIDER: 'stripe',
  STRIPE_SECRET_NAME: 'shop/stripe',
  PARTNERS: { credits: 'stripe' },
  POLICY: { of: 'one failure type' },
};

it('functions of several failure types share a rate where they ask by the same key, and no others do', () => {
  const scope = sharedScope(settings);
  expect(sharedScope({ ...settings, POLICY: { of: 'another one' } })).toBe(scope);
  expect(sharedScope({ ...settings, STRIPE_SECRET_NAME: 'another-shop/stripe' })).not.toBe(scope);
  expect(sharedScope({ ...settings, PARTNERS: { credits: 'events' } })).not.toBe(scope);
});
