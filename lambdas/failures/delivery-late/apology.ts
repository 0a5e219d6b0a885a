import type { Apology } from '../../model/apology';
import type { GivenPart } from '../definition/failure-definition';
import { dayInEnglish } from '../shared/day-in-english';
import { moneyBack, partSentences } from '../shared/part-sentences';
import type { LateDeliveryFailure } from './contract';

export function apologiseForDeliveryLate(failure: LateDeliveryFailure, given: readonly GivenPart[]): Apology {
  const { locale, timeZone } = failure.customer;
  const back = moneyBack(given, locale);
  const shipping = given.some(({ kind }) => kind === 'refund' || kind === 'cancellation')
    ? ['The shipping was for a day we did not keep.']
    : [];
  return {
    subject: `We’re sorry your parcel is late${back === undefined ? '' : `. Your ${back} for the shipping is on its way back`}`,
    preview: 'We named a day and did not keep it. That is our fault.',
    paragraphs: [
      `${howLate(failure)} We named a day and did not keep it. That is our fault, and I’m sorry: you had counted on it.`,
      [...shipping, ...partSentences(given, locale, timeZone), 'There is nothing you need to do.'].join(' '),
      ...anotherWay(failure),
    ],
  };
}

function howLate({ parcel, customer: { locale, timeZone } }: LateDeliveryFailure): string {
  const [promised, expected] = [parcel.promisedBy, parcel.expectedBy].map((at) => dayInEnglish(at, locale, timeZone));
  const reserve = `We promised you your parcel by ${promised ?? ''}, and it will not be there in time.`;
  return promised === expected
    ? `${reserve} We expect it later on that day.`
    : `${reserve} We expect it by ${expected ?? ''} now.`;
}

/** An offer, not a task: a customer who does nothing gets the parcel anyway. */
function anotherWay({ alternative, customer: { locale, timeZone } }: LateDeliveryFailure): string[] {
  if (!alternative) return [];
  const text = /[.!?]$/u.test(alternative.text) ? alternative.text : `${alternative.text}.`;
  const until = dayInEnglish(alternative.by, locale, timeZone);
  return [
    `There is another way to have it in time, if it suits you. ${text} It is there for you until ${until}. If it does not suit you, your parcel comes all the same.`,
  ];
}
