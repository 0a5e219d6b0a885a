import { defineFailure } from '../failure-definition';
import { apologiseForVideoPlayback } from './apology';
import { videoPlaybackFailedSchema } from './contract';
import { decideVideoPlaybackFailed } from './policy';
import { sampleVideoPlaybackFailure } from './sample';

export const videoPlaybackFailed = defineFailure({
  type: 'VideoPlaybackFailed',
  defaultSource: 'com.example.video',
  owner: 'marketing',
  schema: videoPlaybackFailedSchema,
  subject: (failure) => failure.playback.rentalId,
  // A rental is given back whole, so it can fail its customer once, however many stalls and detectors there were.
  occurrence: () => 'rental',
  decide: decideVideoPlaybackFailed,
  apologise: apologiseForVideoPlayback,
  sample: sampleVideoPlaybackFailure,
});
