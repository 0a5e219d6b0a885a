import { defineFailure } from '../definition/failure-definition';
import { apologiseForContentWithdrawn } from './apology';
import { contentWithdrawnSchema } from './contract';
import { contentWithdrawnPolicy } from './policy';
import { contentWithdrawnStories } from './stories';
import { withdrawalWords } from './words';

export const contentWithdrawn = defineFailure({
  type: 'ContentWithdrawn',
  defaultSource: 'com.example.library',
  owner: 'both',
  schema: contentWithdrawnSchema,
  subject: (failure) => failure.content.entitlementId,
  // A full refund cannot be given again, even where the title came back and was withdrawn once more.
  occurrence: () => 'withdrawal',
  policy: contentWithdrawnPolicy,
  signedBy: 'executive',
  apologise: apologiseForContentWithdrawn,
  words: withdrawalWords,
  stories: contentWithdrawnStories,
});
