import { callType } from '../../model/judging/gesture';
import { defineFailure } from '../definition/failure-definition';
import { writeOfCall } from './apology';
import { callRequestedSchema } from './contract';
import { callRequestedPolicy } from './policy';
import { callRequestedStories } from './stories';
import { callWords } from './words';

export const callRequested = defineFailure({
  type: callType,
  defaultSource: 'amends.reports',
  owner: 'contact-center',
  schema: callRequestedSchema,
  subject: ({ purchase }) => purchase.orderId,
  // Each wish is one call, and the policy counts them.
  occurrence: ({ call }) => call.requestId,
  policy: callRequestedPolicy,
  movesMoney: false,
  apologise: writeOfCall,
  words: callWords,
  stories: callRequestedStories,
});
