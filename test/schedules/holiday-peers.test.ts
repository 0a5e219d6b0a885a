import Holidays from 'date-holidays';
import { calendars } from '../../lambdas/schedules/calendar';
import { holidaysIn, isWeekend } from '../../lambdas/schedules/holiday';
import type { LocalDate } from '../../lambdas/schedules/local-date';

const peers = { 'us-federal': new Holidays('US'), 'england-and-wales': new Holidays('GB', 'ENG') };

/** From the first year that both know well, to a generation ahead: until then no rule of either runs out. */
const years = Array.from({ length: 32 }, (_, index) => 2019 + index);

/** The days off of one year as the package has them, which also lists the weekend day that another one is kept for. */
function peerDays(peer: Holidays, year: number): LocalDate[] {
  // It takes Veterans Day for one of the banks where it is kept on another day.
  const daysOff = peer.getHolidays(year).filter(({ type }) => type === 'public' || type === 'bank');
  return daysOff
    .map(({ date }) => date.slice(0, 10))
    .filter((date) => !isWeekend(date))
    .sort();
}

describe.each(['us-federal', 'england-and-wales'] as const)('the days off of %s', (calendar) => {
  it.each(years)('are in %d those that date-holidays knows', (year) => {
    expect(holidaysIn(calendars[calendar].holidays, year)).toEqual(peerDays(peers[calendar], year));
  });
});
