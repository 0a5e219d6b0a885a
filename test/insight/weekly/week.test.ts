import { lastWeek, weekBefore, weekOf } from '../../../lambdas/insight/weekly/week';

const lastWeekAt = (instant: string) => lastWeek(new Date(instant));

it('a week is from its Monday to its Sunday, and told of once it is over', () => {
  const week = { from: '2026-11-16', to: '2026-11-22' };
  expect(lastWeekAt('2026-11-23T00:00:00Z')).toEqual(week);
  expect(lastWeekAt('2026-11-29T23:59:59Z')).toEqual(week);
  expect(lastWeekAt('2026-11-22T23:59:59Z')).toEqual({ from: '2026-11-09', to: '2026-11-15' });
});

it('it goes on over the end of a year, and through a leap day', () => {
  expect(lastWeekAt('2027-01-04T07:00:00Z')).toEqual({ from: '2026-12-28', to: '2027-01-03' });
  expect(lastWeekAt('2028-03-06T07:00:00Z')).toEqual({ from: '2028-02-28', to: '2028-03-05' });
});

it('the week before begins seven days earlier', () => {
  expect(weekBefore({ from: '2027-01-04', to: '2027-01-10' })).toEqual({ from: '2026-12-28', to: '2027-01-03' });
});

it('a missed week is named by its Monday, and by no other day', () => {
  expect(weekOf('2026-11-16')).toEqual({ from: '2026-11-16', to: '2026-11-22' });
  for (const other of ['2026-11-17', '2026-02-30', 'Monday', '']) expect(weekOf(other)).toBeUndefined();
});
