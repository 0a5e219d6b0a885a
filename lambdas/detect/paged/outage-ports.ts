import type { DetectorPorts } from '../run/detector-ports';
import type { AffectedCustomers } from './affected';
import type { OutageQueue } from './outage-page';

/** Options of a detector that publishes many failures for one signal. */
export interface Paced {
  /** How many failures are published in a second, of all signals together. */
  readonly eventsPerSecond: number;
}

/** What a detector works with that publishes many failures for one signal. */
export interface OutagePorts<Options extends Paced = Paced> extends Omit<DetectorPorts<Options>, 'shop'> {
  readonly affected: AffectedCustomers;
  readonly queue: OutageQueue;
}
