import type { MailContent } from '../definition/sentence';
import type { GivenPart } from '../definition/failure-definition';
import { outcomeSubject, partSentences } from '../sentences/part-sentences';
import { say as shared } from '../sentences/shared-sentences';
import type { ContentWithdrawal } from './contract';
import { withdrawalWords } from './words';

const { say } = withdrawalWords;

/** Signed by an executive, because the company decided it and no machine failed. */
export function apologiseForContentWithdrawn(failure: ContentWithdrawal, given: readonly GivenPart[]): MailContent {
  const { title, withdrawnAt: day } = failure.content;
  const was = failure.purchase.amountMinor > 0 ? 'paid' : 'yours';
  return {
    subject: [...outcomeSubject(given), say.sorry({ title })],
    preview: [say.preview({ title }), shared.nothingToDo()],
    paragraphs: [
      [say.happened({ title, day, was }), shared.nothingToDo()],
      [say.fault()],
      partSentences(given, failure.customer.timeZone),
    ],
  };
}
