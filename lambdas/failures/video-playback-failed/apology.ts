import type { MailContent } from '../definition/sentence';
import type { GivenPart } from '../definition/failure-definition';
import { outcomeSubject, partSentences } from '../sentences/part-sentences';
import { say as shared } from '../sentences/shared-sentences';
import type { VideoPlaybackFailure } from './contract';
import { videoPlaybackWords } from './words';

const { say } = videoPlaybackWords;

export function apologiseForVideoPlayback(failure: VideoPlaybackFailure, given: readonly GivenPart[]): MailContent {
  const { title } = failure.playback;
  const isForSubscriber = failure.purchase.subscription !== undefined;
  const isRefunded = given.some(({ kind }) => kind === 'refund' || kind === 'cancellation');
  return {
    subject: [...outcomeSubject(given), say.sorry({ title })],
    preview: [say.preview({ title }), shared.nothingToDo()],
    paragraphs: [
      [say.happened({ title })],
      [
        shared.nothingToDo(),
        ...partSentences(given, failure.customer.timeZone),
        ...(isForSubscriber && isRefunded ? [say.onlyThisFilm()] : []),
        ...(given.length === 0 ? [shared.hearFromUs()] : []),
      ],
    ],
  };
}
