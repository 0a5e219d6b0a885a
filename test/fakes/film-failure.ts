import { sampleVideoPlaybackFailure } from '../../lambdas/failures/video-playback-failed/stories';
import type { VideoPlaybackFailure } from '../../lambdas/failures/video-playback-failed/contract';

/** A film that stuttered, with some things otherwise. */
export function filmFailure(
  change: {
    readonly customer?: Partial<VideoPlaybackFailure['customer']>;
    readonly purchase?: Partial<VideoPlaybackFailure['purchase']>;
    readonly playback?: Partial<VideoPlaybackFailure['playback']>;
  } & Partial<Pick<VideoPlaybackFailure, 'occurredAt' | 'evidence' | 'incidentId' | 'brand'>> = {},
): VideoPlaybackFailure {
  const sample = sampleVideoPlaybackFailure;
  return {
    ...sample,
    ...change,
    customer: { ...sample.customer, ...change.customer },
    purchase: { ...sample.purchase, ...change.purchase },
    playback: { ...sample.playback, ...change.playback },
  };
}
