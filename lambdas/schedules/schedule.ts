import type { CalendarId } from './calendar';
import type { LocalDate } from './local-date';
import type { ScheduleRow } from './schedule-row';

/** Which tables exist. Several tables of one family follow each other in time. */
export const scheduleFamilies = [
  'us-dot-260',
  'ofcom',
  'delay-repay',
  'eu-261',
  'uk-261',
  'ofgem-missed-appointment',
  'aws-ec2-region-sla',
  'aws-sla',
] as const;

export type ScheduleFamily = (typeof scheduleFamilies)[number];

/**
 * One published table of compensation, as data. It is a preset for a policy that somebody switched on, off by default, and no
 * legal advice: whether a table binds a company, and what its exceptions mean in a case, is for that company's lawyers.
 */
export interface Schedule {
  /** In kebab-case. The family, and the year in force where the family has several tables. */
  readonly id: string;
  readonly family: ScheduleFamily;
  readonly title: string;
  readonly jurisdiction: string;
  readonly source: Source;
  /** The first day, in the time zone of its calendar, on which a failure falls under it. */
  readonly inForceFrom: LocalDate;
  /** The first day on which it does not any more. Without one, nothing has replaced it yet. */
  readonly inForceUntil?: LocalDate;
  readonly calendar: CalendarId;
  readonly tender: TenderRule;
  /** By when it has to be paid. Empty where what was published names no day. */
  readonly clocks: readonly Clock[];
  readonly rows: readonly ScheduleRow[];
}

export interface Source {
  readonly citation: string;
  readonly url: string;
}

/**
 * How what is owed is paid: first back to where the customer's money came from, up to what was paid. The part above it is
 * `money`, or may be a `credit` on the account where the published rule is content with one. Goodwill never replaces either.
 */
export interface TenderRule {
  readonly first: 'original-tender';
  readonly abovePaid: 'money' | 'credit';
}

/** How the customer had paid, as far as a clock asks. */
export type Tender = 'card' | 'other';

/** A deadline: the end of the nth day, or of the nth calendar month, after the one in which the payment fell due. */
export interface Clock {
  /** Without one, it runs for every tender. */
  readonly tender?: Tender;
  readonly count: number;
  readonly unit: 'business-days' | 'calendar-days' | 'calendar-months';
  /** What starts it, in words. */
  readonly runsFrom: string;
}
