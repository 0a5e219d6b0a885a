import { calendars } from '../../lambdas/schedules/calendar';
import { easterSunday, holidaysIn } from '../../lambdas/schedules/holiday';

/** As the Office of Personnel Management lists them. */
const usFederal = {
  2021: '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31',
  2022: '01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26',
  2023: '01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25',
  2024: '01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25',
  2025: '01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25',
  2026: '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25',
  2027: '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31',
};

/** As gov.uk/bank-holidays lists them. */
const englandAndWales = {
  2019: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
  2020: '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28',
  2021: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2022: '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27',
  2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26',
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
};

function daysOf(calendar: keyof typeof calendars, year: number): string {
  const dates = holidaysIn(calendars[calendar].holidays, year);
  return dates.map((date) => date.replace(`${year}-`, '')).join(' ');
}

it.each(Object.entries(usFederal))('in %s the United States keep the published holidays', (year, days) => {
  expect(daysOf('us-federal', Number(year))).toBe(days);
});

it.each(Object.entries(englandAndWales))('in %s England and Wales keep the published bank holidays', (year, days) => {
  expect(daysOf('england-and-wales', Number(year))).toBe(days);
});

it('Juneteenth is no day off before it was a holiday', () => {
  expect(daysOf('us-federal', 2020)).not.toContain('06-19');
});

it.each(['2000-04-23', '2008-03-23', '2011-04-24', '2019-04-21', '2024-03-31', '2027-03-28', '2038-04-25'])(
  'Easter was or will be on %s',
  (date) => {
    expect(easterSunday(Number(date.slice(0, 4)))).toBe(date);
  },
);

it.each(['european-union', 'utc'] as const)(
  'the calendar %s has no days off, for nothing counts business days by it',
  (id) => {
    expect(calendars[id].holidays).toEqual([]);
  },
);
