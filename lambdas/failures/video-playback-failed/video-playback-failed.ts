import { defineFailure } from '../definition/failure-definition';
import { apologiseForVideoPlayback } from './apology';
import { videoPlaybackFailedSchema } from './contract';
import { videoPlaybackPolicy } from './policy';
import { videoPlaybackStories } from './stories';
import { videoPlaybackWords } from './words';

export const videoPlaybackFailed = defineFailure({
  type: 'VideoPlaybackFailed',
  defaultSource: 'com.example.video',
  owner: 'marketing',
  schema: videoPlaybackFailedSchema,
  subject: (failure) => failure.playback.rentalId,
  // A rental is refunded in full, so it can fail once, however many stalls and detectors there were.
  occurrence: () => 'rental',
  policy: videoPlaybackPolicy,
  apologise: apologiseForVideoPlayback,
  words: videoPlaybackWords,
  stories: videoPlaybackStories,
});
