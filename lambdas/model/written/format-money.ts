import { exponentOf, toDecimal, type Money } from '../money';
import { keptFormats } from './kept-formats';

/** The amount as a customer reads it, in the customer's locale and with the currency's own digits. */
export function formatMoney(amount: Money, locale: string): string {
  // A numeric string keeps every digit of amounts that a float would round.
  return moneyFormat(locale, amount.currency).format(toDecimal(amount) as `${number}`);
}

const moneyFormat = keptFormats((locale, currency) => {
  const exponent = exponentOf(currency);
  const digits = { minimumFractionDigits: exponent, maximumFractionDigits: exponent };
  return new Intl.NumberFormat(locale, { style: 'currency', currency, ...digits });
});
