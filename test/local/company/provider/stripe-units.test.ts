import { amountErrorOf } from '../../../../local/company/provider/stripe-units';

it.each([
  [190_000, 'isk'],
  [1_500, 'ugx'],
  [340, 'kwd'],
  [123, 'mga'],
  [5_801, 'jpy'],
  [399, 'GBP'],
])('%d %s is an amount that it takes', (amount, currency) => {
  expect(amountErrorOf(amount, currency)).toBeUndefined();
});

it.each([
  [1_950, 'isk', 100],
  [1, 'UGX', 100],
  [334, 'KWD', 10],
  [5, 'bhd', 10],
])('%d %s is refused as Stripe refuses it', (amount, currency, step) => {
  expect(amountErrorOf(amount, currency)).toEqual({
    type: 'invalid_request_error',
    param: 'amount',
    message: expect.stringContaining(`evenly divisible by ${step}`),
  });
});
