import type { CalendarId } from './calendar';
import type { LocalDate } from './local-date';
import type { ScheduleRow } from './schedule-row';

/** The families of tables. Several tables of one family follow each other in time. */
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
 * One published table of compensation, as data. It is a preset for policies, off by default, and no legal advice:
 * whether a table binds a company, and what its exceptions mean in a case, is for that company's lawyers.
 */
export interface Schedule {
  /** In kebab-case. The family, and the year in force where the family has several tables. */
  readonly id: string;
  readonly family: ScheduleFamily;
  readonly title: string;
  readonly jurisdiction: string;
  readonly source: Source;
  /** The first day on which it is in force, in the time zone of its calendar. */
  readonly inForceFrom: LocalDate;
  /** The first day on which it is no longer in force. Missing where nothing has replaced it yet. */
  readonly inForceUntil?: LocalDate;
  readonly calendar: CalendarId;
  readonly tender: TenderRule;
  /** The deadlines for payment. Empty where the published rule names none. */
  readonly clocks: readonly Clock[];
  readonly rows: readonly ScheduleRow[];
}

export interface Source {
  readonly citation: string;
  readonly url: string;
}

/**
 * How what is owed is paid: first to the original tender, up to what was paid. The amount above it is `money`, or may
 * be a `credit` on the account where the published rule allows one. Goodwill never replaces either.
 */
export interface TenderRule {
  readonly first: 'original-tender';
  readonly abovePaid: 'money' | 'credit';
}

/** How the customer paid, as far as a deadline depends on it. */
export type Tender = 'card' | 'other';

/** A deadline: the end of the nth day, or of the nth calendar month, after the payment fell due. */
export interface Clock {
  /** Missing where it applies to every tender. */
  readonly tender?: Tender;
  readonly count: number;
  readonly unit: 'business-days' | 'calendar-days' | 'calendar-months';
  /** What it runs from, in words. */
  readonly runsFrom: string;
  /**
   * The published rule says that the time stands still while whoever has to answer for it (a seller, a carrier) was
   * asked and has not answered. Missing where it says nothing of that: the company's questions are its own time.
   */
  readonly stopsWhileAsked?: true;
}
