import { callTimeOf } from '../../lambdas/phone/call-time';

const weekdays = { mon: '09:00-17:00', tue: '09:00-17:00', wed: '09:00-17:00', thu: '09:00-17:00', fri: '09:00-17:00' };
const london = { timeZone: 'Europe/London', open: weekdays, holidays: 'england-and-wales' as const };
const setting = {
  hours: london,
  quietHours: { from: 20, until: 9, timeZone: 'UTC' },
  afterOpeningMinutes: 60,
};

const timeOf = (now: string, called: Parameters<typeof callTimeOf>[0] = {}, more: object = {}) => {
  const time = callTimeOf(called, { ...setting, ...more }, new Date(now));
  if (time.when !== 'later') return time.when;
  return [time.from, time.callBy].map((at) => at.toISOString().slice(0, 16)).join(' by ');
};

it('is now while agents are there and it is day for the customer', () => {
  expect(timeOf('2026-11-30T12:00:00Z')).toBe('now');
  expect(timeOf('2026-11-30T12:00:00Z', { timeZone: 'Europe/Oslo' })).toBe('now');
});

it('is the next opening out of hours, over a weekend and a holiday too', () => {
  expect(timeOf('2026-11-30T18:00:00Z')).toBe('2026-12-01T09:00 by 2026-12-01T10:00');
  expect(timeOf('2026-11-28T12:00:00Z')).toBe('2026-11-30T09:00 by 2026-11-30T10:00');
  // Christmas Day is a Friday, and Boxing Day is kept on the Monday after.
  expect(timeOf('2026-12-24T18:00:00Z')).toBe('2026-12-29T09:00 by 2026-12-29T10:00');
});

it('is the customer’s morning, by their own clock, and then only if agents are there', () => {
  expect(timeOf('2026-11-30T12:00:00Z', { timeZone: 'America/New_York' })).toBe('2026-11-30T14:00 by 2026-11-30T15:00');
  expect(timeOf('2026-11-30T12:00:00Z', { timeZone: 'Asia/Tokyo' }, { hours: undefined })).toBe(
    '2026-12-01T00:00 by 2026-12-01T01:00',
  );
});

it('never comes where agents and the customer’s day do not meet, or only after a task would have to wait too long', () => {
  expect(timeOf('2026-11-30T12:00:00Z', { timeZone: 'Pacific/Honolulu' })).toBe('never');
  expect(timeOf('2026-12-01T12:00:00Z', {}, { hours: { timeZone: 'UTC', open: { tue: '09:00-10:00' } } })).toBe(
    'never',
  );
});

it('is promised by minutes in which somebody may call, and not by those in which the customer sleeps', () => {
  const long = Object.fromEntries(Object.keys(weekdays).map((day) => [day, '09:00-17:30']));
  const hours = { ...london, open: long };
  expect(timeOf('2026-11-30T12:00:00Z', { timeZone: 'America/Los_Angeles' }, { hours })).toBe(
    '2026-11-30T17:00 by 2026-12-01T17:30',
  );
  const oslo = { timeZone: 'Europe/Oslo', notBefore: '2026-11-30T18:30:00Z' };
  expect(timeOf('2026-11-30T12:00:00Z', oslo, { hours: undefined })).toBe('2026-11-30T18:30 by 2026-12-01T08:30');
});

it('is promised by the clock of its day, also where that has another offset than the day before', () => {
  // Clocks went back in London in the night, and will in New York a week later.
  expect(timeOf('2026-10-24T12:00:00Z')).toBe('2026-10-26T09:00 by 2026-10-26T10:00');
  expect(timeOf('2026-10-26T10:00:00Z', { timeZone: 'America/New_York' })).toBe('2026-10-26T13:00 by 2026-10-26T14:00');
});

it('never comes where it could only be promised for more than a week ahead, which whoever asked does not believe', () => {
  const hours = { timeZone: 'UTC', open: { tue: '09:00-09:30' } };
  expect(timeOf('2026-11-30T12:00:00Z', {}, { hours })).toBe('never');
});

it('is not before the request allows it, and no task is begun for a time that is nearly over', () => {
  expect(timeOf('2026-11-30T12:00:00Z', { notBefore: '2026-11-30T15:30:00Z' })).toBe(
    '2026-11-30T15:30 by 2026-11-30T16:30',
  );
  expect(timeOf('2026-11-30T12:00:00Z', { notBefore: '2026-11-30T12:00:05Z' })).toBe(
    '2026-11-30T12:01 by 2026-11-30T13:01',
  );
  expect(timeOf('2026-11-30T12:00:00Z', { notBefore: '2026-11-30T16:30:00Z' })).toBe(
    '2026-11-30T16:30 by 2026-12-01T09:30',
  );
});
