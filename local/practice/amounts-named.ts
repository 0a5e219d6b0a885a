import { exponentOf, isCurrency, type Money } from '../../lambdas/model/money';

/** Signs that stand for one currency where people write them. A dollar may be of any country. */
const signs: Readonly<Record<string, readonly string[]>> = {
  '£': ['GBP'],
  '€': ['EUR'],
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD'],
  R$: ['BRL'],
  '¥': ['JPY', 'CNY'],
  '￥': ['JPY', 'CNY'],
  円: ['JPY'],
  元: ['CNY'],
  '₽': ['RUB'],
};

const sign = Object.keys(signs)
  .map((one) => one.replaceAll('$', String.raw`\$`))
  .toSorted((a, b) => b.length - a.length)
  .join('|');
const number = String.raw`\d{1,3}(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d{1,3})?|\d+(?:[.,]\d{1,3})?`;
const money = new RegExp(
  `(?:(?<before>${sign}|[A-Z]{3})\\s?(?<first>${number}))|(?:(?<second>${number})\\s?(?<after>${sign}|[A-Z]{3}))`,
  'gu',
);

/** An amount of money, as it stands in a text. */
export interface NamedAmount {
  readonly written: string;
  /** What it may mean. */
  readonly meant: readonly Money[];
}

/** All amounts of money that a text names, whatever its language. */
export function amountsNamed(text: string): readonly NamedAmount[] {
  return [...text.matchAll(money)].flatMap(({ 0: written, groups = {} }) => {
    const mark = groups['before'] ?? groups['after'] ?? '';
    const digits = groups['first'] ?? groups['second'] ?? '';
    const currencies = signs[mark] ?? (isCurrency(mark) ? [mark] : []);
    return currencies.length === 0
      ? []
      : [{ written: written.trim(), meant: currencies.map((currency) => moneyIn(digits, currency)) }];
  });
}

/** The last separator begins the fraction, where as many digits follow it as the currency has. */
function moneyIn(digits: string, currency: string): Money {
  const exponent = exponentOf(currency);
  const [, whole = digits, fraction = ''] = /^(.*)[.,](\d{1,3})$/u.exec(digits) ?? [];
  const isFraction = fraction !== '' && fraction.length === exponent;
  const plain = (isFraction ? whole : digits).replaceAll(/\D/gu, '');
  return { amountMinor: Number(plain + (isFraction ? fraction : '0'.repeat(exponent))), currency };
}
