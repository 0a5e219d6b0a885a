import type { Apology } from '../../model/apology';
import type { GivenPart } from '../definition/failure-definition';
import { dayInEnglish } from '../shared/day-in-english';
import { partSentences } from '../shared/part-sentences';
import type { ContentWithdrawal } from './contract';

/** Signed by an executive, because the company decided it and no machine failed. */
export function apologiseForContentWithdrawn(failure: ContentWithdrawal, given: readonly GivenPart[]): Apology {
  const { title, withdrawnAt } = failure.content;
  const { locale, timeZone } = failure.customer;
  const hadPaid = failure.purchase.amountMinor > 0;
  const day = dayInEnglish(withdrawnAt, locale, timeZone);
  return {
    subject: `We took “${title}” away from you. That was wrong, and I’m sorry`,
    preview: `${hadPaid ? `You had paid for “${title}”` : `“${title}” was yours`}, and we went about it the wrong way.`,
    paragraphs: [
      `On ${day} we took “${title}” off your devices without a word. ${hadPaid ? 'You had paid for it, and it' : 'It'} was yours.`,
      'We went about it the wrong way. It was our problem to solve, and we solved it at your expense and behind your back. It was thoughtless, and I apologise to you for it.',
      [...partSentences(given, locale, timeZone), 'There is nothing you need to do.'].join(' '),
    ],
  };
}
