import type { MailContent, Sentence } from '../definition/sentence';
import type { GivenPart } from '../definition/failure-definition';
import { partSentences } from '../sentences/part-sentences';
import type { RaisedComplaint } from './contract';
import { complaintWords } from './words';

const { say } = complaintWords;

/** It repeats nothing of the complaint: the text may be anything, and the customer knows it. */
export function apologiseForComplaint(failure: RaisedComplaint, given: readonly GivenPart[]): MailContent {
  const others = given.filter(({ kind }) => kind !== 'callback');
  return {
    subject: [say.subject()],
    preview: [say.preview()],
    paragraphs: [
      [say.read()],
      [whoAnswers(given), say.whoAnswers()],
      ...(others.length === 0 ? [] : [partSentences(others, failure.customer.timeZone)]),
    ],
  };
}

function whoAnswers(given: readonly GivenPart[]): Sentence {
  const callback = given.find((part) => part.kind === 'callback');
  if (!callback) return say.answering();
  const within = callback.deadlineSeconds;
  return callback.channel === 'phone' ? say.calling({ within }) : say.writing({ within });
}
