import { remedyHandler } from '../../runtime/handlers/remedy-handler';
import { videoPlaybackFailed } from './video-playback-failed';

export const handler = remedyHandler(videoPlaybackFailed);
