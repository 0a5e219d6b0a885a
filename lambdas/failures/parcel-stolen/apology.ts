import type { Apology } from '../../model/apology';
import type { GivenPart } from '../definition/failure-definition';
import { missingParcelSentences, parcelPhrase } from '../shared/missing-parcel-sentences';
import { onItsWay } from '../shared/part-sentences';
import type { StolenParcelFailure } from './contract';

/** A thief did it. We take the blame anyway: the customer paid for a thing in hand. */
export function apologiseForParcelStolen(
  { parcel, customer }: StolenParcelFailure,
  given: readonly GivenPart[],
): Apology {
  const { what, isOne } = parcelPhrase(parcel, customer);
  const coming = onItsWay(given, customer.locale);
  const it = isOne ? 'it' : 'them';
  return {
    subject: `We’re sorry your ${isOne ? 'parcel was' : 'parcels were'} stolen${coming === undefined ? '' : `. ${coming}`}`,
    preview:
      given.length === 0
        ? `Until you had ${it} in your hands, ${isOne ? 'it was' : 'they were'} ours to look after.`
        : 'You paid for something in your hands. We have put it right.',
    paragraphs: [
      `${what} ${isOne ? 'was' : 'were'} delivered, and somebody took ${it} away before anybody had ${it} in hand. Until then it is ours to look after, and I’m sorry that we left ${it} where that could happen.`,
      missingParcelSentences(parcel, customer, given),
    ],
  };
}
