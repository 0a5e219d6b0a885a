import { videoPlaybackFailedSchema } from '../../../lambdas/failures/video-playback-failed/contract';
import { handler as alone, type FirstFailure } from './sdks-alone';

/*
 * The SDKs, their requests, and the check of the contract, which the peer has too: what no function of this kind can
 * leave out. What is between it and ours is the decision, the ledger, the seal and the log.
 */

async function answer(event: FirstFailure): Promise<{ readonly result: string }> {
  videoPlaybackFailedSchema.parse(event.detail);
  return alone(event);
}

export const handler = Object.assign(answer, { prepare: alone.prepare });
