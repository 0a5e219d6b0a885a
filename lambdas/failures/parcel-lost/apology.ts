import type { Apology } from '../../model/apology';
import type { GivenPart } from '../definition/failure-definition';
import { missingParcelSentences, parcelPhrase } from '../shared/missing-parcel-sentences';
import { dayInEnglish } from '../shared/day-in-english';
import { onItsWay } from '../shared/part-sentences';
import type { LostParcelFailure } from './contract';

export function apologiseForParcelLost({ parcel, customer }: LostParcelFailure, given: readonly GivenPart[]): Apology {
  const { locale, timeZone } = customer;
  const { what, isOne } = parcelPhrase(parcel, customer);
  const coming = onItsWay(given, locale);
  const due = `${what} ${isOne ? 'was' : 'were'} due by ${dayInEnglish(parcel.promisedBy, locale, timeZone)}, and never came.`;
  const papers = `The carrier’s papers say otherwise. ${isOne ? 'It' : 'They'} did not arrive, and that is what counts.`;
  return {
    subject: `We’re sorry your ${isOne ? 'parcel' : 'parcels'} never came${coming === undefined ? '' : `. ${coming}`}`,
    preview: `Getting it there was our job, and we ${given.length === 0 ? 'failed' : 'have put it right'}.`,
    paragraphs: [
      `${due}${parcel.scan === 'delivered' ? ` ${papers}` : ''} Getting ${isOne ? 'it' : 'them'} there was our job and nobody else’s, and I’m sorry that we failed you.`,
      missingParcelSentences(parcel, customer, given),
    ],
  };
}
