import type { MailContent, Sentence } from '../definition/sentence';
import type { GivenPart } from '../definition/failure-definition';
import { affectedOf } from '../shared/affected';
import { outcomeSubject, partSentences } from '../sentences/part-sentences';
import { say as shared } from '../sentences/shared-sentences';
import type { ItemNotAsDescribedFailure } from './contract';
import { misdescribedItemWords } from './words';

const { say } = misdescribedItemWords;

export function apologiseForItemNotAsDescribed(
  failure: ItemNotAsDescribedFailure,
  given: readonly GivenPart[],
): MailContent {
  return {
    subject: [...outcomeSubject(given), say.sorry()],
    preview: [say.preview()],
    paragraphs: [
      [soldAs(failure.item), say.fault(), shared.nothingToDo()],
      ...heardNothing(failure),
      [...partSentences(given, failure.customer.timeZone), say.keepIt()],
    ],
  };
}

function soldAs(item: ItemNotAsDescribedFailure['item']): Sentence {
  const { title, describedAs, receivedAs } = item;
  const { count, of: bought } = affectedOf(item);
  if (count === bought) return say.soldAs({ title, describedAs, receivedAs });
  return say.soldAsInPart({ title, describedAs, receivedAs, count, bought });
}

function heardNothing({ merchant }: ItemNotAsDescribedFailure): Sentence[][] {
  const { answeredAt, contactedAt: day, contactedBy } = merchant;
  if (answeredAt !== undefined) return [];
  return [[contactedBy === 'customer' ? say.youAsked({ day }) : say.weAsked({ day })]];
}
