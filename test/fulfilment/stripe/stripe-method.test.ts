import { arrivalAt } from '../../../lambdas/model/remedy';
import { methodOf } from '../../../lambdas/fulfilment/stripe/stripe-payment';

it.each([
  ['card', 'card'],
  ['sepa_debit', 'bank'],
  ['ideal', 'bank'],
  ['paypal', 'paypal'],
  ['klarna', 'later'],
  ['afterpay_clearpay', 'later'],
  ['wechat_pay', 'wallet'],
])('Stripe’s %s is told as %s', (type, method) => {
  expect(methodOf({ type })).toBe(method);
});

// A cheque or a voucher is not paid back the way it was paid, and a bank transfer goes to a balance at Stripe.
it.each(['konbini', 'oxxo', 'customer_balance', 'link', 'of_tomorrow'])(
  'of %s nobody says how it comes back',
  (type) => {
    expect(methodOf({ type })).toBeUndefined();
  },
);

it('a charge that does not say how it was paid is told without', () => {
  expect([methodOf(undefined), methodOf(null), methodOf({})]).toEqual([undefined, undefined, undefined]);
});

it('a time of arrival is told only where somebody names one', () => {
  expect(arrivalAt(undefined)).toEqual({ minBusinessDays: 5, maxBusinessDays: 10 });
  expect(arrivalAt('bank')).toEqual({ minBusinessDays: 5, maxBusinessDays: 10 });
  expect(arrivalAt('later')).toEqual({ minBusinessDays: 2, maxBusinessDays: 5 });
  expect([arrivalAt('paypal'), arrivalAt('wallet')]).toEqual([undefined, undefined]);
});
