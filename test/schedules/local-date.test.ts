import * as fc from 'fast-check';
import { dateIn, daysBetween, endOfDay, plusDays, weekdayOf } from '../../lambdas/schedules/local-date';

const zone = fc.constantFrom(
  'UTC',
  'Europe/London',
  'Europe/Brussels',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Auckland',
);
const instant = fc.date({
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2060-01-01T00:00:00Z'),
  noInvalidDate: true,
});

it.each([
  ['Europe/London', '2026-03-31T22:59:59.999Z', '2026-03-31'],
  ['Europe/London', '2026-03-31T23:00:00.000Z', '2026-04-01'],
  ['America/New_York', '2026-01-01T04:59:59.999Z', '2025-12-31'],
  ['America/New_York', '2026-07-01T04:00:00.000Z', '2026-07-01'],
])('in %s, at %s, it is %s', (timeZone, at, date) => {
  expect(dateIn(timeZone, new Date(at))).toBe(date);
});

it.each([
  ['Europe/London', '2026-03-28', '2026-03-28T23:59:59.999Z'],
  ['Europe/London', '2026-03-29', '2026-03-29T22:59:59.999Z'],
  ['Europe/London', '2026-10-24', '2026-10-24T22:59:59.999Z'],
  ['Europe/London', '2026-10-25', '2026-10-25T23:59:59.999Z'],
  ['America/New_York', '2026-03-07', '2026-03-08T04:59:59.999Z'],
  ['America/New_York', '2026-03-08', '2026-03-09T03:59:59.999Z'],
  ['America/New_York', '2026-10-31', '2026-11-01T03:59:59.999Z'],
  ['America/New_York', '2026-11-01', '2026-11-02T04:59:59.999Z'],
  ['Pacific/Auckland', '2026-09-26', '2026-09-26T11:59:59.999Z'],
  ['UTC', '2026-12-31', '2026-12-31T23:59:59.999Z'],
])('in %s, %s ends at %s, also where the clocks change', (timeZone, date, end) => {
  expect(endOfDay(timeZone, date).toISOString()).toBe(end);
});

it('the end of a day belongs to it, and the millisecond after to the next day', () => {
  fc.assert(
    fc.property(zone, instant, (timeZone, at) => {
      const date = dateIn(timeZone, at);
      const end = endOfDay(timeZone, date);
      expect(end.getTime()).toBeGreaterThanOrEqual(at.getTime());
      expect(dateIn(timeZone, end)).toBe(date);
      expect(dateIn(timeZone, new Date(end.getTime() + 1))).toBe(plusDays(date, 1));
    }),
  );
});

it('days are counted as they are added, over months, leap years and years', () => {
  expect(plusDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(plusDays('2026-01-01', -1)).toBe('2025-12-31');
  fc.assert(
    fc.property(zone, instant, fc.integer({ min: -800, max: 800 }), (timeZone, at, days) => {
      const date = dateIn(timeZone, at);
      expect(daysBetween(date, plusDays(date, days))).toBe(days);
      expect(weekdayOf(plusDays(date, 7))).toBe(weekdayOf(date));
    }),
  );
});

it('Sunday is 0', () => {
  expect(weekdayOf('2026-11-22')).toBe(0);
});
