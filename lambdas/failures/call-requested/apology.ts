import type { GivenPart } from '../definition/failure-definition';
import type { MailContent } from '../definition/sentence';
import { partSentences } from '../sentences/part-sentences';
import { say as shared } from '../sentences/shared-sentences';
import type { RequestedCall } from './contract';
import { callWords } from './words';

const { say } = callWords;

/** It says sorry for nothing, because nobody knows yet what it is about. */
export function writeOfCall(failure: RequestedCall, given: readonly GivenPart[]): MailContent {
  const calls = given.filter((part) => part.kind === 'callback');
  return {
    subject: [say.subject()],
    preview: [say.preview()],
    paragraphs: [
      [say.asked(), ...(calls.some(({ call }) => call === undefined) ? [say.passedOn()] : [])],
      [
        ...(calls.some(({ call }) => call === 'made') ? [say.called()] : []),
        ...partSentences(given, failure.customer.timeZone),
        shared.nothingToDo(),
      ],
    ],
  };
}
