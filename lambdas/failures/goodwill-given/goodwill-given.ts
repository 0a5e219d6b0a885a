import { gestureSource, gestureType } from '../../model/judging/gesture';
import { defineFailure } from '../definition/failure-definition';
import { writeOfGoodwill } from './apology';
import { goodwillGivenSchema } from '../gestures/contract';
import { budgetOfGiver } from '../gestures/gesture-budget';
import { gestureOccurrence, gestureSubject } from '../gestures/gesture-id';
import { goodwillGivenPolicy } from '../gestures/policy';
import { goodwillGivenStories } from './stories';
import { goodwillWords } from './words';

export const goodwillGiven = defineFailure({
  type: gestureType,
  defaultSource: gestureSource,
  owner: 'contact-center',
  schema: goodwillGivenSchema,
  subject: gestureSubject,
  occurrence: gestureOccurrence,
  policy: goodwillGivenPolicy,
  budgets: ({ gesture }, { perGiverAndDay }) => [budgetOfGiver(gesture, perGiverAndDay)],
  apologise: writeOfGoodwill,
  words: goodwillWords,
  stories: goodwillGivenStories,
});
