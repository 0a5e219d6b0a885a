import type { FailureDefinition } from './failure-definition';
import { videoPlaybackFailed } from './video-playback-failed/video-playback-failed';

/** Every failure type that is made right. A new one is a folder here and a line in this list. */
export const catalog: readonly FailureDefinition[] = [videoPlaybackFailed];
