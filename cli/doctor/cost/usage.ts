/**
 * What one remedy uses in its whole life: refund, mail, and the report that the mail was delivered. Measured by `npm
 * run bench -- --cost`, see docs/performance.md.
 */
export const measuredOfRemedy = {
  readUnits: 8,
  /** Those of the index are among them. */
  writeUnits: 9,
  /** Of the refund. */
  logBytes: 1_143,
} as const;

/** What cannot be measured without an account. */
export const assumed = {
  memoryGigabytes: 0.5,
  /** The function of the failure type, the provider's 300 ms included. */
  refundMs: 345,
  mailMs: 150,
  mailEventMs: 50,
  /**
   * What a provider reports of one refund: that it was made, and what became of it. For each, the function at the
   * public URL and the one that applies it; a message is sent, received and deleted; two records are read.
   */
  eventsOfRefund: 2,
  webhookMs: 30,
  applyMs: 40,
  queueRequestsOfEvent: 3,
  readUnitsOfEvent: 2,
  eventLogBytes: 1_500,
  /** Of the functions that write and follow the mail. */
  mailLogBytes: 1_500,
  /** What stays in the table: the records, the envelope and the notice. */
  storedBytes: 5_000,
  /**
   * A metric costs by the hour in which it is written: those of a remedy and its mail (six), and whether it arrived.
   */
  metricsOfSynthetic: 7,
  /** A run of the sweep that finds nothing. */
  idleSweepMs: 250,
  idleSweepReadUnits: 3,
  idleSweepLogBytes: 1_000,
  /** Lambda asks a queue with so many pollers, each for up to 20 s. */
  pollsPerMinute: 15,
  /** X-Ray records the first trace of a second, and 5 % of the others. */
  tracedShare: 0.05,
} as const;

/** Days of 24 hours in a month, as AWS counts: 730 hours. */
export const minutesPerMonth = 730 * 60;
