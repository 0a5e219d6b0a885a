import * as fc from 'fast-check';
import { isCurrency } from '../../lambdas/model/money';
import { calendars } from '../../lambdas/schedules/calendar';
import { deadlineOf } from '../../lambdas/schedules/deadline';
import { scheduleFamilies, type Schedule } from '../../lambdas/schedules/schedule';
import { scheduleInForce, scheduleOf, schedules } from '../../lambdas/schedules/schedules';
import { table } from './table';

describe.each(schedules.map((schedule): [string, Schedule] => [schedule.id, schedule]))('%s', (id, schedule) => {
  it('is found by its id, which says its family', () => {
    expect(scheduleOf(id)).toBe(schedule);
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(id).toMatch(new RegExp(`^${schedule.family}(-[0-9]{4})?$`));
  });

  it('says where and since when it is published', () => {
    expect(schedule.source.citation).not.toBe('');
    expect(new URL(schedule.source.url).protocol).toBe('https:');
    expect(schedule.inForceFrom).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  it('pays to the original tender first', () => {
    expect(schedule.tender.first).toBe('original-tender');
  });

  it('has rows in currencies and shares that exist, by bands that follow each other', () => {
    expect(schedule.rows).not.toEqual([]);
    for (const row of schedule.rows) {
      if ('currency' in row) expect(isCurrency(row.currency)).toBe(true);
      if (row.kind === 'delay') expect(row.bands).toEqual([...row.bands].sort((a, b) => a.fromMinutes - b.fromMinutes));
      if (row.kind === 'uptime') {
        expect(row.bands).toEqual([...row.bands].sort((a, b) => b.belowBasisPoints - a.belowBasisPoints));
      }
      if (row.kind === 'flight') expect(row.bands.at(-1)).toEqual({ amountMinor: expect.any(Number) });
    }
  });

  it('counts business days by a calendar that knows the days off', () => {
    if (schedule.clocks.some(({ unit }) => unit === 'business-days')) {
      expect(calendars[schedule.calendar].holidays).not.toEqual([]);
    }
  });
});

it('no two tables share an id', () => {
  expect(new Set(schedules.map(({ id }) => id)).size).toBe(schedules.length);
  expect(scheduleOf('ofcom-1999')).toBeUndefined();
});

it.each(scheduleFamilies)(
  'the tables of %s follow each other without a gap or an overlap, the last one open',
  (family) => {
    const tables = schedules.filter((schedule) => schedule.family === family);
    expect(tables.length).toBeGreaterThan(0);
    tables.forEach(({ inForceFrom, inForceUntil }, index) => {
      expect(inForceUntil).toBe(tables[index + 1]?.inForceFrom);
      if (inForceUntil !== undefined) expect(inForceUntil > inForceFrom).toBe(true);
    });
  },
);

it.each([
  ['ofcom', '2019-03-31T22:59:59Z', undefined],
  ['ofcom', '2019-03-31T23:00:00Z', 'ofcom-2019'],
  ['ofcom', '2021-03-31T22:59:59Z', 'ofcom-2019'],
  ['ofcom', '2021-03-31T23:00:00Z', 'ofcom-2021'],
  ['ofcom', '2023-12-31T12:00:00Z', 'ofcom-2023'],
  ['ofcom', '2024-03-31T22:59:59Z', 'ofcom-2023'],
  ['ofcom', '2024-03-31T23:00:00Z', 'ofcom-2024'],
  ['ofcom', '2026-04-01T00:59:59+02:00', 'ofcom-2025'],
  ['ofcom', '2026-04-01T00:00:00+01:00', 'ofcom-2026'],
  ['ofcom', '2031-01-01T00:00:00Z', 'ofcom-2026'],
  ['ofgem-missed-appointment', '2025-01-01T23:59:59Z', 'ofgem-missed-appointment-2016'],
  ['ofgem-missed-appointment', '2025-01-02T00:00:00Z', 'ofgem-missed-appointment-2025'],
  ['us-dot-260', '2024-10-28T03:59:59Z', undefined],
  ['us-dot-260', '2024-10-28T04:00:00Z', 'us-dot-260'],
  ['uk-261', '2020-12-31T23:59:59Z', undefined],
  ['uk-261', '2021-01-01T00:00:00Z', 'uk-261'],
  ['eu-261', '2005-02-16T23:00:00Z', 'eu-261'],
  ['aws-sla', '2022-05-03T23:59:59Z', undefined],
] as const)('for %s, a failure of %s falls under %s', (family, occurredAt, id) => {
  expect(scheduleInForce(family, occurredAt)?.id).toBe(id);
});

it('a later failure never falls under an earlier table', () => {
  const instant = fc.date({ min: new Date('2018-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom(...scheduleFamilies), instant, instant, (family, a, b) => {
      const [first, second] = a < b ? [a, b] : [b, a];
      const [before, after] = [first, second].map((at) => scheduleInForce(family, at.toISOString()));
      if (before) expect(after && after.inForceFrom >= before.inForceFrom).toBe(true);
    }),
  );
});

it.each([
  // Friday before Thanksgiving: 23, 24, 25, 27, 30 November, 1, 2 December. 26 November does not count.
  ['us-dot-260', 'card', '2026-11-20T20:00:00Z', '2026-12-03T04:59:59.999Z'],
  ['us-dot-260', 'other', '2026-11-20T20:00:00Z', '2026-12-11T04:59:59.999Z'],
  // Over the night on which the clocks go forward.
  ['us-dot-260', 'card', '2026-03-04T17:00:00Z', '2026-03-14T03:59:59.999Z'],
  ['ofcom-2026', 'card', '2026-10-05T12:00:00Z', '2026-11-04T23:59:59.999Z'],
  ['ofcom-2026', 'other', '2026-10-05T12:00:00Z', '2026-11-04T23:59:59.999Z'],
  // Over Good Friday and Easter Monday.
  ['ofgem-missed-appointment-2025', 'other', '2026-03-27T09:00:00Z', '2026-04-14T22:59:59.999Z'],
  ['delay-repay', 'card', '2026-12-01T09:00:00Z', '2026-12-31T23:59:59.999Z'],
  ['aws-sla', 'card', '2026-10-31T23:59:59.999Z', '2026-11-30T23:59:59.999Z'],
  ['aws-ec2-region-sla', 'other', '2026-12-15T00:00:00Z', '2027-01-31T23:59:59.999Z'],
] as const)('%s, paid by %s and due since %s, has to be paid by %s', (id, tender, due, deadline) => {
  expect(deadlineOf(table(id), tender, new Date(due))?.toISOString()).toBe(deadline);
});

it.each(['eu-261', 'uk-261'])('%s names no deadline for its compensation, and none is made up', (id) => {
  expect(deadlineOf(table(id), 'card', new Date('2026-11-20T20:00:00Z'))).toBeUndefined();
});

it('a deadline is never before its cause, and never earlier for a later one', () => {
  const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  const clocked = fc.constantFrom(...schedules.filter(({ clocks }) => clocks.length > 0));
  fc.assert(
    fc.property(clocked, fc.constantFrom('card', 'other'), instant, instant, (schedule, tender, a, b) => {
      const [first, second] = [a, b]
        .sort((x, y) => x.getTime() - y.getTime())
        .map((due) => deadlineOf(schedule, tender, due));
      expect(first && first.getTime() > Math.min(a.getTime(), b.getTime())).toBe(true);
      expect(first && second && second >= first).toBe(true);
    }),
  );
});
