import type { EventPattern } from '../event-pattern/event-pattern';
import type { EventEnvelope } from './put-events';

/** A subscription of another system on the bus. In AWS its rules are in a template of its own. */
export interface Subscription {
  /** The name of the subscriber. */
  readonly name: string;
  readonly busName: string;
  readonly pattern: EventPattern;
  /**
   * Whether it only looks on, so that an event which nobody else takes is still one that no rule matches.
   *
   * @default false
   */
  readonly looksOn?: boolean | undefined;
  readonly take: (event: EventEnvelope) => void | Promise<void>;
}
