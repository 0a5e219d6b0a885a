import { defineFailure, joinedIds } from 'amends/failures';
import { apologiseForTrainDelayed } from './apology';
import { trainDelayedSchema } from './contract';
import { trainDelayedPolicy } from './policy';
import { trainDelayedStories } from './stories';
import { trainDelayedWords } from './words';

export const trainDelayed = defineFailure({
  type: 'TrainDelayed',
  defaultSource: 'com.example.rail',
  owner: 'contact-center',
  schema: trainDelayedSchema,
  subject: ({ purchase: { orderId, lineId = '' } }) => joinedIds([orderId, lineId], '/'),
  // A return ticket can be late there and back.
  occurrence: ({ train }) => joinedIds([train.service, new Date(train.scheduledArrival).toISOString()], '/'),
  policy: trainDelayedPolicy,
  apologise: apologiseForTrainDelayed,
  words: trainDelayedWords,
  stories: trainDelayedStories,
});
