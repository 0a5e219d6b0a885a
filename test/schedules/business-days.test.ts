import * as fc from 'fast-check';
import { fullBusinessDaysBetween, isBusinessDay, plusBusinessDays } from '../../lambdas/schedules/business-days';
import { calendarIds, calendars } from '../../lambdas/schedules/calendar';
import { daysBetween, localDate, plusDays } from '../../lambdas/schedules/local-date';

const calendar = fc.constantFrom(...calendarIds).map((id) => calendars[id]);
const date = fc.nat({ max: 20_000 }).map((days) => plusDays('2000-01-01', days));

it.each([
  ['england-and-wales', '2026-04-02', 1, '2026-04-07'],
  ['england-and-wales', '2022-05-31', 2, '2022-06-06'],
  ['england-and-wales', '2022-09-16', 1, '2022-09-20'],
  ['england-and-wales', '2026-12-24', 1, '2026-12-29'],
  ['england-and-wales', '2026-11-21', 2, '2026-11-24'],
  ['us-federal', '2026-07-02', 1, '2026-07-06'],
  ['us-federal', '2021-12-30', 1, '2022-01-03'],
  ['us-federal', '2026-11-20', 7, '2026-12-02'],
  ['us-federal', '2026-11-22', 0, '2026-11-22'],
] as const)('in %s, %s and %d business days are %s', (id, from, count, to) => {
  expect(plusBusinessDays(calendars[id], from, count)).toBe(to);
});

it('between a day and the nth business day after it, there are n of them, and it is one itself', () => {
  fc.assert(
    fc.property(calendar, date, fc.integer({ min: 1, max: 30 }), (by, from, count) => {
      const to = plusBusinessDays(by, from, count);
      const days = Array.from({ length: daysBetween(from, to) }, (_, index) => plusDays(from, index + 1));
      expect(isBusinessDay(by, to)).toBe(true);
      expect(days.filter((day) => isBusinessDay(by, day)).length).toBe(count);
    }),
    { numRuns: 50 },
  );
});

it.each([
  ['reported on Monday, put right on Wednesday', '2026-11-16T15:00:00Z', '2026-11-18T23:00:00Z', 1],
  ['reported on Monday, put right on Thursday', '2026-11-16T15:00:00Z', '2026-11-19T00:30:00Z', 2],
  ['reported on Friday, put right on Monday', '2026-11-20T09:00:00Z', '2026-11-23T18:00:00Z', 0],
  ['over the Easter weekend', '2026-04-02T09:00:00Z', '2026-04-08T09:00:00Z', 1],
  ['in the hour before midnight by the wall clock', '2026-06-15T22:59:00Z', '2026-06-17T23:00:00Z', 2],
  ['in the hour after midnight by the wall clock', '2026-06-15T23:00:00Z', '2026-06-17T23:00:00Z', 1],
  ['on one day', '2026-11-16T09:00:00Z', '2026-11-16T18:00:00Z', 0],
  ['backwards', '2026-11-19T09:00:00Z', '2026-11-16T18:00:00Z', 0],
])('full working days in England: %s', (_, from, to, count) => {
  expect(fullBusinessDaysBetween(calendars['england-and-wales'], new Date(from), new Date(to))).toBe(count);
});

it('a holiday of one country is a business day of the other', () => {
  expect(isBusinessDay(calendars['us-federal'], '2026-11-26')).toBe(false);
  expect(isBusinessDay(calendars['england-and-wales'], '2026-11-26')).toBe(true);
  expect(isBusinessDay(calendars['us-federal'], localDate(2026, 5, 4))).toBe(true);
  expect(isBusinessDay(calendars['england-and-wales'], localDate(2026, 5, 4))).toBe(false);
});
