import { gestureSource, gestureType } from '../../model/judging/gesture';
import { joinedIds } from '../definition/joined-ids';
import { defineFailure } from '../definition/failure-definition';
import { writeOfGoodwill } from './apology';
import { goodwillGivenSchema } from './contract';
import { budgetOfGiver } from './gesture-budget';
import { goodwillGivenPolicy } from './policy';
import { goodwillGivenStories } from './stories';
import { goodwillWords } from './words';

export const goodwillGiven = defineFailure({
  type: gestureType,
  defaultSource: gestureSource,
  owner: 'contact-center',
  schema: goodwillGivenSchema,
  subject: ({ purchase: { orderId, lineId } }) => joinedIds(lineId === undefined ? [orderId] : [orderId, lineId], '/'),
  // Somebody may give something twice; the same request that comes twice is one.
  occurrence: ({ gesture }) => gesture.gestureId,
  policy: goodwillGivenPolicy,
  budgets: ({ gesture }, { perGiverAndDay }) => [budgetOfGiver(gesture, perGiverAndDay)],
  apologise: writeOfGoodwill,
  words: goodwillWords,
  stories: goodwillGivenStories,
});
