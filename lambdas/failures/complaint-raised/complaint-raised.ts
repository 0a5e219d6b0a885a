import { defineFailure } from '../definition/failure-definition';
import { apologiseForComplaint } from './apology';
import { complaintRaisedSchema } from './contract';
import { complaintRaisedPolicy } from './policy';
import { complaintRaisedStories } from './stories';
import { complaintWords } from './words';

export const complaintRaised = defineFailure({
  type: 'ComplaintRaised',
  defaultSource: 'com.example.listening',
  owner: 'both',
  schema: complaintRaisedSchema,
  // Post ids are unique only within their network, and listeners spell the network's name differently.
  subject: ({ complaint }) => JSON.stringify([complaint.channel.toLowerCase(), complaint.postId]),
  // One answer per post, however often it is edited, shared or found.
  occurrence: () => 'post',
  policy: complaintRaisedPolicy,
  movesMoney: false,
  apologise: apologiseForComplaint,
  words: complaintWords,
  stories: complaintRaisedStories,
});
