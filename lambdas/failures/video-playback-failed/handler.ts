import { remedyHandler } from '../../runtime/remedy-handler';
import { videoPlaybackFailed } from './video-playback-failed';

export const handler = remedyHandler(videoPlaybackFailed);
