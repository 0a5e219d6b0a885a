import type { Apology } from '../../model/apology';
import type { GivenPart } from '../definition/failure-definition';
import { lengthInWords } from '../shared/length-in-words';
import { partSentences } from '../shared/part-sentences';
import type { RaisedComplaint } from './contract';

/** It repeats nothing of the complaint: the text may be anything, and the customer knows it. */
export function apologiseForComplaint(failure: RaisedComplaint, given: readonly GivenPart[]): Apology {
  const { locale, timeZone } = failure.customer;
  const others = given.filter(({ kind }) => kind !== 'callback');
  const answer = answerWords(given);
  return {
    subject: 'We’ve read what you wrote, and a person is answering you',
    preview: answer,
    paragraphs: [
      'We’ve read what you wrote about us. You should not have had to say it in public to be heard, and I’m sorry.',
      `${answer} It is one of my team, who has your words and your order at hand. You need not tell it all again.`,
      ...(others.length === 0 ? [] : [partSentences(others, locale, timeZone).join(' ')]),
    ],
  };
}

function answerWords(given: readonly GivenPart[]): string {
  const callback = given.find((part) => part.kind === 'callback');
  if (!callback) return 'A person is answering you.';
  const within = lengthInWords(callback.deadlineSeconds);
  if (callback.channel === 'phone') return `A person calls you within ${within}.`;
  return `A person answers you within ${within}, where you wrote.`;
}
