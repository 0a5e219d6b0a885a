import { syntheticRentalFailed } from '../failures/video-playback-failed/synthetic-rental';
import { videoPlaybackFailed } from '../failures/video-playback-failed/video-playback-failed';
import { syntheticHandler } from '../runtime/handlers/synthetic-handler';

export const handler = syntheticHandler({ definition: videoPlaybackFailed, failureOf: syntheticRentalFailed });
