import * as currencyCodes from 'currency-codes';
import * as fc from 'fast-check';
import { fromStripeAmount, stripeStepMinor, toStripeAmount } from '../../../lambdas/fulfilment/stripe/stripe-amount';
import { isCurrency, MoneyError } from '../../../lambdas/model/money';

/** Stripe's own page, written down a second time: how many decimals it counts with, where that is not two. */
const atStripe: Readonly<Record<number, readonly string[]>> = {
  0: 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '),
  3: 'BHD JOD KWD OMR TND'.split(' '),
};
const named = ['ISK', 'UGX', ...Object.values(atStripe).flat()];

it.each(named)('one whole unit of %s is the number that the page of Stripe says', (currency) => {
  const [digits = '2'] = Object.entries(atStripe).find(([, codes]) => codes.includes(currency)) ?? [];
  const isoDigits = currencyCodes.code(currency)?.digits ?? 0;
  expect(toStripeAmount({ amountMinor: 10 ** isoDigits, currency })).toBe(10 ** Number(digits));
});

it.each([
  [1_900, 'ISK', 190_000],
  [4_500, 'UGX', 450_000],
  [12_300, 'MGA', 123],
  [1_250, 'KWD', 1_250],
  [5_800, 'JPY', 5_800],
  [399, 'GBP', 399],
  [150_000, 'HUF', 150_000],
])('%d minor units of %s are %d at Stripe, and back', (amountMinor, currency, amount) => {
  expect(toStripeAmount({ amountMinor, currency })).toBe(amount);
  expect(fromStripeAmount(amount, currency.toLowerCase())).toEqual({ amountMinor, currency });
});

it('every amount in steps of the currency comes back as the same money, and what Stripe gets is one that it takes', () => {
  const currency = fc.constantFrom(...currencyCodes.codes(), 'XCG').filter(isCurrency);
  fc.assert(
    fc.property(fc.nat({ max: 10 ** 9 }), currency, (steps, code) => {
      const amountMinor = steps * stripeStepMinor(code);
      const amount = toStripeAmount({ amountMinor, currency: code });
      expect(Number.isSafeInteger(amount)).toBe(true);
      if (['ISK', 'UGX'].includes(code)) expect(amount % 100).toBe(0);
      if (atStripe[3]?.includes(code)) expect(amount % 10).toBe(0);
      expect(fromStripeAmount(amount, code)).toEqual({ amountMinor, currency: code });
    }),
  );
});

it.each([
  [334, 'KWD'],
  [12_340, 'MGA'],
])('%d minor units of %s are an amount that Stripe cannot move', (amountMinor, currency) => {
  expect(() => toStripeAmount({ amountMinor, currency })).toThrow(MoneyError);
});

it('a number that stands for part of the smallest unit equals no amount of ours', () => {
  expect(fromStripeAmount(1_950, 'isk').amountMinor).toBe(19.5);
});
