/**
 * What a table owes for one kind of failure: a fixed sum for an event or a day, a sum by distance, or a share of a
 * price or of a bill by bands. Where a new kind is added, every switch over `kind` fails to compile until it handles
 * it. Amounts are integers in minor units of the row's currency, shares are basis points.
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
  /** How many full working days are free. After them every midnight counts that passes before the repair. */
  readonly freeWorkingDays: number;
}

/** A fixed sum for each passenger, by the distance of the flight. */
export interface FlightRow {
  readonly kind: 'flight';
  readonly currency: string;
  /** A shorter delay on arrival earns nothing. */
  readonly minDelayMinutes: number;
  /** A cancellation that was announced this many days ahead, or more, earns nothing. */
  readonly noticeDays: number;
  /** The first band that fits applies. */
  readonly bands: readonly FlightBand[];
}

export interface FlightBand {
  /** The longest flight it covers. Without it, any. */
  readonly upToKm?: number;
  /** True: only flights inside the union. Without it, any. */
  readonly intraUnion?: true;
  readonly amountMinor: number;
}

/** A share of the fare, by how late the passenger arrived. */
export interface DelayRow {
  readonly kind: 'delay';
  /** By rising `fromMinutes`. The last band that was reached applies. */
  readonly bands: readonly DelayBand[];
}

export interface DelayBand {
  readonly fromMinutes: number;
  /** Of a single ticket's price. */
  readonly ofSingleBasisPoints: number;
  /** Of a return ticket's price, where one of its two journeys was late. */
  readonly ofReturnBasisPoints: number;
}

/** A share of a month's bill, by the uptime of the service. */
export interface UptimeRow {
  readonly kind: 'uptime';
  /** By falling `belowBasisPoints`. The last band that holds applies. */
  readonly bands: readonly UptimeBand[];
}

export interface UptimeBand {
  /** An uptime below this share of the month. Exactly this share is not below. */
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
