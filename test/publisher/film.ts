import type { VideoPlaybackFailure } from '../../lambdas/failures/video-playback-failed/contract';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';

/** The film that stuttered for one customer of many. */
export function filmOf(
  rentalId: string,
  title?: string,
): { type: 'VideoPlaybackFailed'; detail: VideoPlaybackFailure } {
  const { detail } = videoPlaybackFailed.stories[0];
  const playback = { ...detail.playback, rentalId, title: title ?? detail.playback.title };
  return { type: 'VideoPlaybackFailed', detail: { ...detail, playback } };
}

/** So many of them, each for another rental. */
export function films(count: number): ReturnType<typeof filmOf>[] {
  return Array.from({ length: count }, (_, number) => filmOf(`rent_${number}`));
}
