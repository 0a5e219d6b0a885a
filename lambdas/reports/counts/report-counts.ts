/** How many reports are taken. */
export interface ReportLimits {
  /** Of one customer on one day, in UTC. */
  readonly perCustomerPerDay: number;
  /** Of all customers in one minute. */
  readonly perMinute: number;
}

/** Counts reports, so that nobody sends any number of them. */
export interface ReportCounts {
  count(customerId: string, now: Date): Promise<'counted' | 'too-many'>;
}
