import type { HealthOptions } from '../health/options';
import type { DetectorPorts } from '../run/detector-ports';
import type { AffectedCustomers } from './affected';
import type { OutageQueue } from './outage-page';

/** What the detector of outages works with. */
export interface OutagePorts extends Omit<DetectorPorts<HealthOptions>, 'shop'> {
  readonly affected: AffectedCustomers;
  readonly queue: OutageQueue;
}
