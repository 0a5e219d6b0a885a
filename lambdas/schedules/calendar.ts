import type { HolidayRule } from './holiday';

/** The calendars that deadlines count by. */
export const calendarIds = ['us-federal', 'england-and-wales', 'european-union', 'utc'] as const;

export type CalendarId = (typeof calendarIds)[number];

/** How a jurisdiction counts days: its time zone and its holidays. Saturdays and Sundays are no business days. */
export interface Calendar {
  /** IANA time zone. A day ends at its midnight. */
  readonly timeZone: string;
  readonly holidays: readonly HolidayRule[];
  /** Where the rules are published. */
  readonly source: string;
}

/**
 * Federal holidays. A day ends at midnight in Washington, which is the earliest midnight for nearly everybody in the
 * country.
 */
const usFederal: Calendar = {
  timeZone: 'America/New_York',
  source:
    '5 U.S.C. 6103 and Executive Order 11582, https://www.opm.gov/policy-data-oversight/pay-leave/federal-holidays/',
  holidays: [
    { kind: 'date', name: "New Year's Day", month: 1, day: 1, onWeekend: 'nearest' },
    { kind: 'weekday', name: 'Birthday of Martin Luther King, Jr.', month: 1, weekday: 1, nth: 3 },
    { kind: 'weekday', name: "Washington's Birthday", month: 2, weekday: 1, nth: 3 },
    { kind: 'weekday', name: 'Memorial Day', month: 5, weekday: 1, nth: -1 },
    // Public Law 117-17 of 17 June 2021, kept for the first time on the day after.
    { kind: 'date', name: 'Juneteenth', month: 6, day: 19, onWeekend: 'nearest', fromYear: 2021 },
    { kind: 'date', name: 'Independence Day', month: 7, day: 4, onWeekend: 'nearest' },
    { kind: 'weekday', name: 'Labor Day', month: 9, weekday: 1, nth: 1 },
    { kind: 'weekday', name: 'Columbus Day', month: 10, weekday: 1, nth: 2 },
    { kind: 'date', name: 'Veterans Day', month: 11, day: 11, onWeekend: 'nearest' },
    { kind: 'weekday', name: 'Thanksgiving Day', month: 11, weekday: 4, nth: 4 },
    { kind: 'date', name: 'Christmas Day', month: 12, day: 25, onWeekend: 'nearest' },
  ],
};

const englandAndWales: Calendar = {
  timeZone: 'Europe/London',
  source: 'Banking and Financial Dealings Act 1971 and royal proclamations, https://www.gov.uk/bank-holidays',
  holidays: [
    { kind: 'date', name: "New Year's Day", month: 1, day: 1, onWeekend: 'next' },
    { kind: 'easter', name: 'Good Friday', offsetDays: -2 },
    { kind: 'easter', name: 'Easter Monday', offsetDays: 1 },
    { kind: 'weekday', name: 'Early May', month: 5, weekday: 1, nth: 1, moved: { 2020: '2020-05-08' } },
    { kind: 'weekday', name: 'Spring', month: 5, weekday: 1, nth: -1, moved: { 2022: '2022-06-02' } },
    { kind: 'weekday', name: 'Summer', month: 8, weekday: 1, nth: -1 },
    { kind: 'date', name: 'Christmas Day', month: 12, day: 25, onWeekend: 'next' },
    { kind: 'date', name: 'Boxing Day', month: 12, day: 26, onWeekend: 'next' },
    { kind: 'once', name: 'Platinum Jubilee', date: '2022-06-03', source: 'https://www.gov.uk/bank-holidays' },
    {
      kind: 'once',
      name: 'State Funeral of Queen Elizabeth II',
      date: '2022-09-19',
      source: 'https://www.gov.uk/bank-holidays',
    },
    {
      kind: 'once',
      name: 'Coronation of King Charles III',
      date: '2023-05-08',
      source: 'https://www.gov.uk/bank-holidays',
    },
  ],
};

/** The two without holidays are for deadlines in calendar days or months. */
export const calendars: Readonly<Record<CalendarId, Calendar>> = {
  'us-federal': usFederal,
  'england-and-wales': englandAndWales,
  'european-union': {
    timeZone: 'Europe/Brussels',
    source: 'Regulation (EEC, Euratom) No 1182/71, Art. 3: calendar days',
    holidays: [],
  },
  utc: { timeZone: 'UTC', source: 'ISO 8601', holidays: [] },
};
