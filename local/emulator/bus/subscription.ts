import type { EventPattern } from '../event-pattern/event-pattern';
import type { EventEnvelope } from './put-events';

/** Another system of the company listens on the bus. In AWS its rules stand in a template of its own. */
export interface Subscription {
  /** Who listens. */
  readonly name: string;
  readonly busName: string;
  readonly pattern: EventPattern;
  readonly take: (event: EventEnvelope) => void | Promise<void>;
}
