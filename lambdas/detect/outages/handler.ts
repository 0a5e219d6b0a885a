import { pagedHandler } from '../../runtime/detect/paged-handler';
import { healthDetector } from '../health/health';
import { healthSignalSchema } from '../health/health-signal';
import { healthSignalsIn, isServiceEvent } from '../health/service-events';
import { hearHealth, judgeNow } from './hear-health';
import { spreadOutage } from './spread-outage';

export const handler = pagedHandler({
  definition: healthDetector,
  signalSchema: healthSignalSchema,
  isServiceEvent,
  readServiceEvent: healthSignalsIn,
  laneOf: ({ what }) => what,
  hear: hearHealth,
  look: (service, ports) => judgeNow(service, [], ports),
  spread: spreadOutage,
});
