import { defineFailure } from '../definition/failure-definition';
import { apologiseForComplaint } from './apology';
import { complaintRaisedSchema } from './contract';
import { complaintRaisedPolicy } from './policy';
import { complaintRaisedStories } from './stories';

export const complaintRaised = defineFailure({
  type: 'ComplaintRaised',
  defaultSource: 'com.example.listening',
  owner: 'both',
  schema: complaintRaisedSchema,
  // Ids of posts are unique on their own network only, and one listener writes its name as another one does not.
  subject: ({ complaint }) => JSON.stringify([complaint.channel.toLowerCase(), complaint.postId]),
  // One answer for one post, however often it is edited, shared or found.
  occurrence: () => 'post',
  policy: complaintRaisedPolicy,
  apologise: apologiseForComplaint,
  stories: complaintRaisedStories,
});
