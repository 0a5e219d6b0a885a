import * as fc from 'fast-check';
import * as currencyCodes from 'currency-codes';
import { exponentOf, isCurrency, money, MoneyError, toDecimal, written } from '../../lambdas/model/money';
import { formatMoney } from '../../lambdas/model/written/format-money';

const currency = fc.constantFrom(...currencyCodes.codes()).filter(isCurrency);
const amountMinor = fc.nat({ max: Number.MAX_SAFE_INTEGER });

it.each([
  [399, 'GBP', '3.99'],
  [5800, 'JPY', '5800'],
  [1250, 'KWD', '1.250'],
  [5, 'USD', '0.05'],
  [7, 'KWD', '0.007'],
  [150000, 'HUF', '1500.00'],
])('%d minor units of %s are %s', (amount, code, decimal) => {
  expect(toDecimal(money(amount, code))).toBe(decimal);
});

it.each([
  [399, 'GBP', 'en-GB', '£3.99'],
  [5800, 'JPY', 'ja-JP', '￥5,800'],
  [1250, 'KWD', 'en-KW', 'KWD\u00A01.250'],
  [499, 'EUR', 'de-DE', '4,99\u00A0€'],
  [1234567890123456, 'USD', 'en-US', '$12,345,678,901,234.56'],
])('%d %s reads in %s as %s', (amount, code, locale, text) => {
  expect(formatMoney(money(amount, code), locale)).toBe(text);
});

it('the decimal string is the minor units again once its point is taken out', () => {
  fc.assert(
    fc.property(amountMinor, currency, (amount, code) => {
      const decimal = toDecimal(money(amount, code));
      expect(Number(decimal.replace('.', ''))).toBe(amount);
      expect((decimal.split('.')[1] ?? '').length).toBe(exponentOf(code));
    }),
  );
});

it('every digit of an amount is read, in any currency', () => {
  fc.assert(
    fc.property(amountMinor, currency, (amount, code) => {
      expect(formatMoney(money(amount, code), 'en').replace(/\D/g, '')).toBe(
        toDecimal(money(amount, code)).replace('.', ''),
      );
    }),
  );
});

it('XCG is known, and ANG, which it replaced in 2025, is no currency to pay in any more, but its old amounts are read', () => {
  expect([isCurrency('XCG'), isCurrency('ANG')]).toEqual([true, false]);
  expect(toDecimal({ amountMinor: 1050, currency: 'XCG' })).toBe('10.50');
  expect(exponentOf('ANG')).toBe(2);
  expect(written({ amountMinor: 1050, currency: 'ANG' })).toBe('10.50 ANG');
  expect(written({ amountMinor: 1050, currency: 'ZZZ' })).toBe('1050 minor units of ZZZ');
});

it('an invalid currency has no amounts and no digits, and the error names it', () => {
  const refusal = new MoneyError('ZZZ is not an ISO 4217 currency');
  expect(() => money(1, 'ZZZ')).toThrow(refusal);
  expect(() => exponentOf('ZZZ')).toThrow(refusal);
});

it('an error about money is recognised by its name', () => {
  expect(String(new MoneyError('ZZZ is not an ISO 4217 currency'))).toBe('MoneyError: ZZZ is not an ISO 4217 currency');
});

it.each([[-1], [0.5], [Number.NaN], [Number.MAX_SAFE_INTEGER + 1]])('%d is no amount', (amount) => {
  const refusal = `an amount is a whole number of minor units from 0 on, not ${amount}`;
  expect(() => money(amount, 'EUR')).toThrow(new MoneyError(refusal));
});

it.each(['GBP', 'JPY', 'KWD', 'XOF'])('%p is one', (code) => {
  expect(isCurrency(code)).toBe(true);
});

it.each(['eur', 'EURO', 'ZZZ', 'XAU', 'XXX', ''])('%p is no currency to pay in', (code) => {
  expect(isCurrency(code)).toBe(false);
});
