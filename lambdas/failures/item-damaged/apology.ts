import type { MailContent, Sentence } from '../definition/sentence';
import { unreachable } from '../../model/unreachable';
import type { GivenPart } from '../definition/failure-definition';
import { affectedOf, piecesIn } from '../shared/affected';
import { outcomeSubject, partSentences } from '../sentences/part-sentences';
import { say as shared } from '../sentences/shared-sentences';
import type { ItemDamagedFailure } from './contract';
import { damagedItemWords } from './words';

const { say } = damagedItemWords;

export function apologiseForItemDamaged(failure: ItemDamagedFailure, given: readonly GivenPart[]): MailContent {
  const { customer, damage } = failure;
  const { count } = affectedOf(failure.item);
  const sorry = damage.cause === 'transit' ? say.sorryTransit({ count }) : say.sorryBroke({ count });
  return {
    subject: [...outcomeSubject(given), sorry],
    preview: [say.preview(), shared.nothingToDo()],
    paragraphs: [
      whatHappened(failure),
      [
        shared.nothingToDo(),
        ...(given.some(isPriceAlone) ? [say.noNewOne({ count })] : []),
        ...partSentences(given, customer.timeZone),
        ...(given.some(isWithLabel) ? [] : [say.keepOld({ count })]),
        ...(given.length === 0 ? [shared.hearFromUs()] : []),
      ],
    ],
  };
}

function whatHappened({ item, damage: { cause } }: ItemDamagedFailure): Sentence[] {
  const affected = affectedOf(item);
  const { count } = affected;
  const pieces = { ...piecesIn(affected), title: item.title };
  switch (cause) {
    case 'transit':
      return [say.transit(pieces), say.transitFault({ count })];
    case 'defect':
      return [say.broke(pieces), say.defectFault({ count })];
    case 'customer':
      return [say.broke(pieces), say.ownHands({ count })];
    default:
      return unreachable(cause);
  }
}

function isPriceAlone(part: GivenPart): boolean {
  return (part.kind === 'refund' || part.kind === 'cancellation') && part.insteadOf === undefined;
}

function isWithLabel(part: GivenPart): boolean {
  return part.kind === 'replacement' && part.returnLabel;
}
