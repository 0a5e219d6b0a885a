import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import type { RemedyPart } from '../../lambdas/model/remedy';

/** The failure type of films, whose policy always gives these parts. */
export function giving(...parts: readonly RemedyPart[]): FailureDefinition {
  const policy = {
    ...videoPlaybackFailed.policy,
    decide: () => ({ outcome: 'give' as const, parts, reasons: ['a test'] }),
  };
  return { ...videoPlaybackFailed, policy };
}
