/**
 * What may have caused a failure, as far as its mail says so. A closed list: each has a sentence of its own in every
 * language, and what a system writes freely about a cause is read by nobody but people of the company.
 */
export const failureCauses = [
  /** A fault in our software. */
  'software',
  /** A failure in our network. */
  'network',
  /** A power cut where our systems are. */
  'power',
  /** More people wanted it at once than we had prepared for. */
  'overload',
  /** Maintenance of ours that went wrong. */
  'maintenance',
  /** Equipment of ours that broke down. */
  'equipment',
  /** Something was mixed up in our warehouse. */
  'warehouse',
  /** The carrier that we chose. */
  'carrier',
  /** Another supplier that we chose. */
  'supplier',
  /** Too few of us were at work. */
  'staffing',
  /** Weather for which we had not prepared well enough. */
  'weather',
] as const;

export type FailureCause = (typeof failureCauses)[number];
