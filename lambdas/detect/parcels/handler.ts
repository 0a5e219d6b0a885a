import { detectorHandler } from '../../runtime/detect/detector-handler';
import { parcelsDetector } from './parcels';

export const handler = detectorHandler(parcelsDetector);
