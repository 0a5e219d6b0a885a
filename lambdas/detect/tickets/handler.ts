import { detectorHandler } from '../../runtime/detect/detector-handler';
import { ticketsDetector } from './tickets';

export const handler = detectorHandler(ticketsDetector);
