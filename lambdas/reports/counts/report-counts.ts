/** How many reports are taken. */
export interface ReportLimits {
  /** Of one customer on one day, in UTC. */
  readonly perCustomerPerDay: number;
  /** Of all customers in one minute, where that is bounded. */
  readonly perMinute?: number | undefined;
  /** Of all of them in one hour, where that is bounded. */
  readonly perHour?: number | undefined;
}

/** Counts reports, so that nobody sends any number of them. */
export interface ReportCounts {
  count(customerId: string, now: Date): Promise<'counted' | 'too-many'>;
}
