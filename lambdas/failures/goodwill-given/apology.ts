import type { GivenPart } from '../definition/failure-definition';
import type { MailContent } from '../definition/sentence';
import { outcomeSubject, partSentences } from '../sentences/part-sentences';
import { say as shared } from '../sentences/shared-sentences';
import type { GivenGoodwill } from '../gestures/contract';
import { goodwillWords } from './words';

const { say } = goodwillWords;

/**
 * It says sorry for nothing: nothing failed that we know of. It repeats nothing of why somebody gave it, which is for
 * people of the company to read.
 */
export function writeOfGoodwill(failure: GivenGoodwill, given: readonly GivenPart[]): MailContent {
  const calls = given.filter((part) => part.kind === 'callback');
  const isPassedOn = calls.some(({ call }) => call === undefined);
  return {
    subject: [...outcomeSubject(given), calls.length > 0 ? say.subjectOfCall() : say.subject()],
    preview: [say.preview()],
    paragraphs: [
      [say.looked()],
      [
        ...(isPassedOn ? [say.passedOn()] : []),
        ...(calls.some(({ call }) => call === 'made') ? [say.called()] : []),
        shared.nothingToDo(),
        ...partSentences(given, failure.customer.timeZone),
      ],
    ],
  };
}
