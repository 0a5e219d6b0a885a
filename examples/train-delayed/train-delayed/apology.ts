import { lengthInWords, moneyBack, partSentences, type Apology, type GivenPart } from 'amends/failures';
import { delayMinutes, type TrainDelay } from './contract';

export function apologiseForTrainDelayed(failure: TrainDelay, given: readonly GivenPart[]): Apology {
  const { customer, train } = failure;
  const late = lengthInWords(delayMinutes(failure) * 60);
  const back = moneyBack(given, customer.locale);
  return {
    subject: `We’re sorry: your train was ${late} late${back === undefined ? '' : `. Your ${back} is on its way back`}`,
    preview: 'You need not claim anything.',
    paragraphs: [
      `You took ${train.service}, and we brought you there ${late} late. That was our fault, and I’m sorry.`,
      `${partSentences(given, customer.locale, customer.timeZone).join(' ')} There is no form to fill in.`,
    ],
  };
}
