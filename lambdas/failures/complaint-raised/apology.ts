import type { MailContent, Sentence } from '../definition/sentence';
import type { GivenPart } from '../definition/failure-definition';
import { partSentences } from '../sentences/part-sentences';
import type { RaisedComplaint } from './contract';
import { complaintWords } from './words';

const { say } = complaintWords;

type Answer = Extract<GivenPart, { kind: 'callback' }>;

/**
 * It repeats nothing of the complaint: the text may be anything, and the customer knows it. An answer is promised once
 * somebody has accepted to give it; before, the mail says what is true by then, that it was passed on.
 */
export function apologiseForComplaint(failure: RaisedComplaint, given: readonly GivenPart[]): MailContent {
  const others = given.filter(({ kind }) => kind !== 'callback');
  const answer = given.find((part) => part.kind === 'callback');
  return {
    subject: [typeof answer?.call === 'object' ? say.subjectAnswering() : say.subject()],
    preview: [say.preview()],
    paragraphs: [
      [say.read()],
      ...(answer ? [whoAnswers(answer)] : []),
      ...(others.length === 0 ? [] : [partSentences(others, failure.customer.timeZone)]),
    ],
  };
}

function whoAnswers({ channel, call }: Answer): Sentence[] {
  if (call === undefined) return [say.passedOn()];
  if (call === 'made') return [say.answered()];
  return [channel === 'phone' ? say.callingBy(call) : say.writingBy(call), say.whoAnswers()];
}
