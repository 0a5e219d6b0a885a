import type { Apology } from '../../model/apology';
import type { GivenPart } from '../definition/failure-definition';
import { affectedOf } from '../shared/affected';
import { dayInEnglish } from '../shared/day-in-english';
import { countInWords, onItsWay, partSentences } from '../shared/part-sentences';
import type { ItemNotAsDescribedFailure } from './contract';

export function apologiseForItemNotAsDescribed(
  failure: ItemNotAsDescribedFailure,
  given: readonly GivenPart[],
): Apology {
  const { locale, timeZone } = failure.customer;
  const { title, describedAs } = failure.item;
  const coming = onItsWay(given, locale);
  return {
    subject: `We’re sorry that you did not get what was described to you${coming === undefined ? '' : `. ${coming}`}`,
    preview: 'You bought it from a seller on our site, and trusted us. You need not send anything back.',
    paragraphs: [
      `“${title}” was sold to you as “${describedAs}”, and ${cameAs(failure.item)}. You bought it because you trusted us with whom we let in, and we let you down. I’m sorry.`,
      ...heardNothing(failure),
      [
        ...partSentences(given, locale, timeZone),
        'You need not send anything back: keep it, or give it away. There is nothing you need to do.',
      ].join(' '),
    ],
  };
}

function cameAs(item: ItemNotAsDescribedFailure['item']): string {
  const { count, of } = affectedOf(item);
  if (count === of) return `what came was “${item.receivedAs}”`;
  return `${countInWords(count)} of the ${countInWords(of)} that came ${count === 1 ? 'was' : 'were'} “${item.receivedAs}”`;
}

function heardNothing({ merchant, customer: { locale, timeZone } }: ItemNotAsDescribedFailure): string[] {
  if (merchant.answeredAt !== undefined) return [];
  const day = dayInEnglish(merchant.contactedAt, locale, timeZone);
  const asked =
    merchant.contactedBy === 'customer'
      ? `You asked the seller on ${day}, and got no answer that we know of.`
      : `We asked the seller on ${day}, and have heard nothing.`;
  return [`${asked} You should not have to wait for that.`];
}
