import type { Paid } from './owed';
import type { DayRow, EventRow } from './schedule-row';

/** What happened, as far as rows of that kind need it. Amounts are what the customer paid, in minor units. */
export type ScheduleFacts = EventFacts | DayFacts | FlightFacts | DelayFacts | UptimeFacts | PriceFacts;

export interface EventFacts {
  readonly kind: 'event';
  readonly event: EventRow['event'];
}

export interface DayFacts {
  readonly kind: 'day';
  readonly what: DayRow['what'];
  /** ISO 8601. When the loss of service was reported, or the day on which the service was promised. */
  readonly startedAt: string;
  /** ISO 8601. When it was repaired or started, or now where it is not yet. */
  readonly endedAt: string;
}

export interface FlightFacts {
  readonly kind: 'flight';
  readonly disruption:
    | { readonly cause: 'delay'; readonly arrivalDelayMinutes: number }
    /** How many days before departure the cancellation was announced. */
    | { readonly cause: 'cancellation'; readonly noticeDays: number }
    | { readonly cause: 'denied-boarding' };
  /** Great-circle distance to the final destination. */
  readonly distanceKm: number;
  /** Between two airports of the European Union. */
  readonly isIntraUnion: boolean;
  /** Circumstances that all reasonable measures could not have avoided. */
  readonly isExtraordinary: boolean;
}

export interface DelayFacts extends Paid {
  readonly kind: 'delay';
  /** May have a fraction: 29.9 minutes are less than 30. */
  readonly delayMinutes: number;
  readonly ticket: 'single' | 'return';
}

/** `paidMinor` is the month's bill for that service. */
export interface UptimeFacts extends Paid {
  readonly kind: 'uptime';
  /** Of the month, from 0 to 10,000. It may have a fraction. */
  readonly uptimeBasisPoints: number;
}

/** `paidMinor` is the price of the service. */
export interface PriceFacts extends Paid {
  readonly kind: 'price';
  readonly isCustomersFault: boolean;
}
