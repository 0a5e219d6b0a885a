import { detectorHandler } from '../../runtime/detect/detector-handler';
import { playbackDetector } from './playback';

export const handler = detectorHandler(playbackDetector);
