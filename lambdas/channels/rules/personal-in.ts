import { redacted } from '../../model/guards/redacted';
import { isCurrency } from '../../model/money';

/** Five digits or more are an order, an account or a phone. A year, a time or a house number has fewer. */
const longNumber = /\d(?:[ \-.]?\d){4}/;
const amount = /\p{Sc} ?\d|\d ?\p{Sc}/u;
const code = /(?<![A-Z])([A-Z]{3}) ?\d|\d ?([A-Z]{3})(?![A-Z])/g;

/**
 * What a text says that is nobody's business but the customer's, in a few words. It finds what has a form; a name has
 * none, so whoever writes in public is told not to use one.
 */
export function personalIn(text: string): string | undefined {
  if (redacted(text) !== text) return 'an address, a phone number or a key';
  if (longNumber.test(text)) return 'a number as long as that of an order';
  const named = [...text.matchAll(code)].some(([, before, after]) => isCurrency(before ?? after ?? ''));
  return amount.test(text) || named ? 'an amount of money' : undefined;
}
