/**
 * What a table owes for one kind of failure. There are few ways to owe: a fixed sum for an event or a day, a sum by distance,
 * and a share of a price or of a bill by bands. A further way joins this union, and every switch over `kind` then names what
 * it lacks. Amounts are integers in minor units of the row's currency, shares are basis points.
 */
export type ScheduleRow = EventRow | DayRow | FlightRow | DelayRow | UptimeRow | PriceRow;

/** A fixed sum for each event. */
export interface EventRow extends FixedSum {
  readonly kind: 'event';
  readonly event: 'missed-appointment' | 'late-payment';
}

/** A fixed sum for each day. */
export interface DayRow extends FixedSum {
  readonly kind: 'day';
  readonly what: 'repair' | 'late-start';
  /** So many full working days are free. Then each end of a day counts that passes before it is put right. */
  readonly freeWorkingDays: number;
}

/** A fixed sum for each passenger, by the distance of the flight. */
export interface FlightRow {
  readonly kind: 'flight';
  readonly currency: string;
  /** An arrival that is less late earns nothing. */
  readonly minDelayMinutes: number;
  /** A cancellation that was told so many days ahead, or more, earns nothing. */
  readonly noticeDays: number;
  /** The first one that fits. */
  readonly bands: readonly FlightBand[];
}

export interface FlightBand {
  /** The longest flight it fits. Without one, any. */
  readonly upToKm?: number;
  /** True: for flights inside the union only. Without it, for any. */
  readonly intraUnion?: true;
  readonly amountMinor: number;
}

/** A share of the fare, by how late the passenger arrived. */
export interface DelayRow {
  readonly kind: 'delay';
  /** By `fromMinutes`, rising. The last one that was reached. */
  readonly bands: readonly DelayBand[];
}

export interface DelayBand {
  readonly fromMinutes: number;
  /** Of a single ticket's price. */
  readonly ofSingleBasisPoints: number;
  /** Of a return ticket's price, where one of its two journeys was late. */
  readonly ofReturnBasisPoints: number;
}

/** A share of a month's bill, by how long the service was there. */
export interface UptimeRow {
  readonly kind: 'uptime';
  /** By `belowBasisPoints`, falling. The last one that holds. */
  readonly bands: readonly UptimeBand[];
}

export interface UptimeBand {
  /** Less of the month than this. Exactly this much is not less. */
  readonly belowBasisPoints: number;
  readonly shareBasisPoints: number;
}

/** A share of the price of a service that was paid for and not provided. */
export interface PriceRow {
  readonly kind: 'price';
  readonly shareBasisPoints: number;
}

interface FixedSum {
  readonly amountMinor: number;
  readonly currency: string;
}
