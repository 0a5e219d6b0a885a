import { redacted } from '../../model/guards/redacted';
import { isCurrency } from '../../model/money';

/** Five digits or more are an order, an account or a phone. A year, a time or a house number has fewer. */
const longNumber = /\p{Nd}(?:[ \p{Pd}.,/]?\p{Nd}){4}/u;
const code = /(?<![A-Z])([A-Z]{3}) ?\p{Nd}|\p{Nd} ?([A-Z]{3})(?![A-Z])/gu;

const amounts: readonly RegExp[] = [
  // Also as it stands on price tags: 50,– €
  /\p{Sc} ?\p{Nd}|\p{Nd}(?:[.,]\p{Pd}{1,2})? ?\p{Sc}/u,
  // By the words and marks of where these networks are.
  /\p{Nd} ?(?:eur|usd|gbp|rub|cny|rmb|euros?|dollars?|pounds?|cents?|pence|yuan|yen|franken|francs?|евро|руб\p{L}*|р\.|долл\p{L}*|коп\p{L}*|zł\p{L}*|kr|kč)(?!\p{L})/iu,
  /(?<!\p{L})(?:eur|usd|gbp|rub|cny|rmb|kr|руб\.?) ?\p{Nd}/iu,
  /\p{Nd} ?(?:[元圆圓円块塊원]|[美欧歐日港]元|英镑|英鎊|港币|港幣|人民币|人民幣)|(?:[美欧歐日港]元|英镑|英鎊|港币|港幣|人民币|人民幣) ?\p{Nd}/u,
];

/**
 * What a text says that is nobody's business but the customer's, in a few words. It finds what has a form; a name has
 * none, so whoever writes in public is told not to use one.
 */
export function personalIn(text: string): string | undefined {
  const plain = asRead(text);
  if (redacted(plain) !== plain) return 'an address, a phone number or a key';
  if (longNumber.test(plain)) return 'a number as long as that of an order';
  const named = [...plain.matchAll(code)].some(([, before, after]) => isCurrency(before ?? after ?? ''));
  return named || amounts.some((amount) => amount.test(plain)) ? 'an amount of money' : undefined;
}

/** To people wide digits are digits, a blank that does not break is a blank, and what nobody sees is nothing. */
function asRead(text: string): string {
  return text.normalize('NFKC').replace(/\p{Cf}/gu, '');
}
