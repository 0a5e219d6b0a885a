import * as fc from 'fast-check';
import { owedUnder } from '../../lambdas/schedules/owed-under';
import type { FlightFacts, ScheduleFacts } from '../../lambdas/schedules/schedule-facts';
import { schedules } from '../../lambdas/schedules/schedules';
import { table } from './table';

/** What is owed as `GBP 10.34`'s minor units, or why nothing is. */
function owed(id: string, facts: ScheduleFacts): number | string {
  const result = owedUnder(table(id), facts);
  return result.outcome === 'owed' ? result.amount.amountMinor : result.reason;
}

describe('Ofcom', () => {
  const rates = [
    [2019, 800, 500, 2500],
    [2021, 806, 504, 2518],
    [2022, 840, 525, 2624],
    [2023, 933, 583, 2915],
    [2024, 976, 610, 3049],
    [2025, 998, 624, 3119],
    [2026, 1034, 646, 3231],
  ] as const;

  it.each(rates)('of %d pays %d p a day of repair, %d p a day of late start, %d p for an appointment', (...row) => {
    const [year, repair, lateStart, appointment] = row;
    const id = `ofcom-${year}`;
    // Reported on a Monday, put right on Thursday: Tuesday and Wednesday are free.
    const times = { startedAt: '2026-11-16T10:00:00Z', endedAt: '2026-11-19T10:00:00Z' };
    expect(owed(id, { kind: 'day', what: 'repair', ...times })).toBe(repair);
    expect(owed(id, { kind: 'day', what: 'late-start', ...times })).toBe(3 * lateStart);
    expect(owed(id, { kind: 'event', event: 'missed-appointment' })).toBe(appointment);
  });

  it.each([
    ['2026-11-16T10:00:00Z', '2026-11-18T23:59:59Z', 'within the first 2 full working days'],
    ['2026-11-16T10:00:00Z', '2026-11-19T00:00:00Z', 1034],
    ['2026-11-16T10:00:00Z', '2026-11-20T08:00:00Z', 2 * 1034],
    // Reported on Wednesday; Saturday and Sunday are no working days, but days without service.
    ['2026-11-18T10:00:00Z', '2026-11-23T08:00:00Z', 3 * 1034],
    // Good Friday and Easter Monday are no working days either.
    ['2026-04-02T10:00:00+01:00', '2026-04-08T23:59:59+01:00', 'within the first 2 full working days'],
    ['2026-04-02T10:00:00+01:00', '2026-04-09T00:00:00+01:00', 1034],
    ['2026-11-19T00:00:00Z', '2026-11-16T10:00:00Z', 'within the first 2 full working days'],
  ])('without service from %s to %s: %p', (startedAt, endedAt, expected) => {
    expect(owed('ofcom-2026', { kind: 'day', what: 'repair', startedAt, endedAt })).toBe(expected);
  });

  it.each([
    ['2026-11-18T00:00:00Z', '2026-11-18T23:59:59Z', 'not later than the promised day'],
    ['2026-11-18T00:00:00Z', '2026-11-19T09:00:00Z', 646],
    ['2026-11-18T00:00:00Z', '2026-11-20T09:00:00Z', 2 * 646],
    ['2026-11-18T00:00:00Z', '2026-11-17T09:00:00Z', 'not later than the promised day'],
  ])('promised for %s and there at %s: %p', (startedAt, endedAt, expected) => {
    expect(owed('ofcom-2026', { kind: 'day', what: 'late-start', startedAt, endedAt })).toBe(expected);
  });
});

describe('Delay Repay', () => {
  it.each([
    [0, 'less than 15 minutes late', 'less than 15 minutes late'],
    [14, 'less than 15 minutes late', 'less than 15 minutes late'],
    [14.9, 'less than 15 minutes late', 'less than 15 minutes late'],
    [15, 500, 250],
    [29, 500, 250],
    [30, 1000, 500],
    [59, 1000, 500],
    [60, 2000, 1000],
    [119, 2000, 1000],
    [120, 2000, 2000],
    [600, 2000, 2000],
  ])('%d minutes late earn %p of a single ticket of 2000 and %p of a return ticket', (delayMinutes, single, both) => {
    const facts = { kind: 'delay', delayMinutes, paidMinor: 2000, currency: 'GBP' } as const;
    expect(owed('delay-repay', { ...facts, ticket: 'single' })).toBe(single);
    expect(owed('delay-repay', { ...facts, ticket: 'return' })).toBe(both);
  });
});

describe('air passengers', () => {
  const late = { cause: 'delay', arrivalDelayMinutes: 200 } as const;
  function flight(rest: Partial<FlightFacts>): FlightFacts {
    return { kind: 'flight', disruption: late, distanceKm: 1, isIntraUnion: false, isExtraordinary: false, ...rest };
  }

  it.each([
    [1, false, 250_00, 220_00],
    [1_500, false, 250_00, 220_00],
    [1_500, true, 250_00, 220_00],
    [1_500.1, false, 400_00, 350_00],
    [1_501, true, 400_00, 350_00],
    [3_500, false, 400_00, 350_00],
    [3_500, true, 400_00, 350_00],
    [3_501, false, 600_00, 520_00],
    [9_000, false, 600_00, 520_00],
  ])('over %d km (inside the union: %p) %d cents, or %d pence', (distanceKm, isIntraUnion, cents, pence) => {
    expect(owed('eu-261', flight({ distanceKm, isIntraUnion }))).toBe(cents);
    expect(owed('uk-261', flight({ distanceKm, isIntraUnion }))).toBe(pence);
  });

  it('a long flight inside the European Union earns the middle sum there, and has no such rule in the United Kingdom', () => {
    expect(owed('eu-261', flight({ distanceKm: 4_000, isIntraUnion: true }))).toBe(400_00);
    expect(owed('uk-261', flight({ distanceKm: 4_000, isIntraUnion: true }))).toBe(520_00);
  });

  it.each([
    [{ cause: 'delay', arrivalDelayMinutes: 179 }, 'less than 180 minutes late'],
    [{ cause: 'delay', arrivalDelayMinutes: 180 }, 250_00],
    [{ cause: 'cancellation', noticeDays: 14 }, 'announced 14 days ahead or more'],
    [{ cause: 'cancellation', noticeDays: 13 }, 250_00],
    [{ cause: 'denied-boarding' }, 250_00],
  ] as const)('%j earns %p', (disruption, expected) => {
    expect(owed('eu-261', flight({ disruption }))).toBe(expected);
  });

  it.each([
    [late, 'extraordinary circumstances'],
    [{ cause: 'cancellation', noticeDays: 0 }, 'extraordinary circumstances'],
    [{ cause: 'denied-boarding' }, 250_00],
  ] as const)('in extraordinary circumstances, %j earns %p', (disruption, expected) => {
    expect(owed('eu-261', flight({ disruption, isExtraordinary: true }))).toBe(expected);
  });

  it('nothing above the fare is paid as a credit, which would need the passenger’s signature', () => {
    expect(owedUnder(table('eu-261'), flight({}))).toMatchObject({ tender: { abovePaid: 'money' } });
    expect(owedUnder(table('uk-261'), flight({}))).toMatchObject({ tender: { abovePaid: 'money' } });
  });
});

describe('energy suppliers', () => {
  it.each([
    ['ofgem-missed-appointment-2016', 30_00],
    ['ofgem-missed-appointment-2025', 40_00],
  ])('%s pays %d p for an appointment, and as much again for paying late', (id, pence) => {
    expect(owed(id, { kind: 'event', event: 'missed-appointment' })).toBe(pence);
    expect(owed(id, { kind: 'event', event: 'late-payment' })).toBe(pence);
  });
});

describe('uptime of a cloud service', () => {
  it.each([
    [10_000, 'there for 99.99 % of the month or more', 'there for 99.9 % of the month or more'],
    [9_999, 'there for 99.99 % of the month or more', 'there for 99.9 % of the month or more'],
    [9_998.9, 1000, 'there for 99.9 % of the month or more'],
    [9_990, 1000, 'there for 99.9 % of the month or more'],
    [9_989, 1000, 1000],
    [9_900, 1000, 1000],
    [9_899, 3000, 2500],
    [9_500, 3000, 2500],
    [9_499, 10_000, 10_000],
    [0, 10_000, 10_000],
  ])('of %d basis points earns %p of a bill of 10000 by region, %p otherwise', (uptimeBasisPoints, region, other) => {
    const facts = { kind: 'uptime', uptimeBasisPoints, paidMinor: 10_000, currency: 'USD' } as const;
    expect(owed('aws-ec2-region-sla', facts)).toBe(region);
    expect(owed('aws-sla', facts)).toBe(other);
  });
});

describe('services on board', () => {
  const wifi = { kind: 'price', paidMinor: 1999, currency: 'USD', isCustomersFault: false } as const;

  it('the whole price of what was not provided is refunded', () => {
    expect(owed('us-dot-260', wifi)).toBe(1999);
  });

  it('nothing is owed where the customer was at fault', () => {
    expect(owed('us-dot-260', { ...wifi, isCustomersFault: true })).toBe('not provided by the fault of the customer');
  });
});

it.each([
  ['us-dot-260', { kind: 'price', paidMinor: 0, currency: 'USD', isCustomersFault: false }],
  ['delay-repay', { kind: 'delay', delayMinutes: 60, ticket: 'single', paidMinor: 0, currency: 'GBP' }],
  ['aws-sla', { kind: 'uptime', uptimeBasisPoints: 0, paidMinor: 0, currency: 'USD' }],
] as const)('%s owes no share of nothing', (id, facts) => {
  expect(owed(id, facts)).toBe('nothing was paid');
});

it('a table does not cover other facts than its own', () => {
  expect(owed('delay-repay', { kind: 'event', event: 'missed-appointment' })).toBe('delay-repay has no row for this');
  expect(owed('ofcom-2026', { kind: 'event', event: 'late-payment' })).toBe('ofcom-2026 has no row for this');
  expect(owed('us-dot-260', { kind: 'uptime', uptimeBasisPoints: 0, paidMinor: 1, currency: 'USD' })).toBe(
    'us-dot-260 has no row for this',
  );
});

it.each([
  [
    'delay-repay',
    { kind: 'delay', delayMinutes: 45, ticket: 'single', paidMinor: 1, currency: 'GBP' },
    '30 to 59 minutes late: 50 % of the single fare',
  ],
  [
    'delay-repay',
    { kind: 'delay', delayMinutes: 15, ticket: 'return', paidMinor: 1, currency: 'GBP' },
    '15 to 29 minutes late: 12.5 % of the return fare',
  ],
  [
    'delay-repay',
    { kind: 'delay', delayMinutes: 150, ticket: 'return', paidMinor: 1, currency: 'GBP' },
    '120 minutes late or more: 100 % of the return fare',
  ],
  [
    'ofcom-2026',
    { kind: 'day', what: 'repair', startedAt: '2026-11-16T10:00:00Z', endedAt: '2026-11-20T08:00:00Z' },
    '2 days without service after 2 full working days: GBP 10.34 each',
  ],
  [
    'ofcom-2026',
    { kind: 'day', what: 'late-start', startedAt: '2026-11-16T10:00:00Z', endedAt: '2026-11-17T08:00:00Z' },
    '1 day without the service that was promised: GBP 6.46 each',
  ],
  ['ofcom-2026', { kind: 'event', event: 'missed-appointment' }, 'a missed appointment: GBP 32.31'],
  ['ofgem-missed-appointment-2025', { kind: 'event', event: 'late-payment' }, 'a payment that came late: GBP 40.00'],
  [
    'eu-261',
    {
      kind: 'flight',
      disruption: { cause: 'delay', arrivalDelayMinutes: 200.5 },
      distanceKm: 2_000.4,
      isIntraUnion: true,
      isExtraordinary: false,
    },
    '200 minutes late, 2000 km inside the union: EUR 400.00',
  ],
  [
    'uk-261',
    {
      kind: 'flight',
      disruption: { cause: 'cancellation', noticeDays: 1 },
      distanceKm: 300,
      isIntraUnion: false,
      isExtraordinary: false,
    },
    'cancelled, 300 km: GBP 220.00',
  ],
  [
    'eu-261',
    {
      kind: 'flight',
      disruption: { cause: 'denied-boarding' },
      distanceKm: 300,
      isIntraUnion: false,
      isExtraordinary: false,
    },
    'boarding denied, 300 km: EUR 250.00',
  ],
  [
    'aws-sla',
    { kind: 'uptime', uptimeBasisPoints: 9_800, paidMinor: 1, currency: 'USD' },
    'there for less than 99 % of the month: 25 % of its bill',
  ],
  [
    'us-dot-260',
    { kind: 'price', paidMinor: 800, currency: 'USD', isCustomersFault: false },
    'paid for and not provided: 100 % of the price',
  ],
] as const)('%s says why: %j', (id, facts, reason) => {
  expect(owedUnder(table(id), facts).reason).toBe(reason);
});

it('what is owed names how and by when it is paid, as its table does', () => {
  const { tender, clocks } = table('ofcom-2026');
  expect(owedUnder(table('ofcom-2026'), { kind: 'event', event: 'missed-appointment' })).toEqual({
    outcome: 'owed',
    amount: { amountMinor: 3231, currency: 'GBP' },
    reason: 'a missed appointment: GBP 32.31',
    tender,
    clocks,
  });
});

describe('for any facts', () => {
  const paid = { paidMinor: fc.nat({ max: 10_000_000 }), currency: fc.constant('GBP') };
  const anyTable = fc.constantFrom(...schedules);

  it('a share is never above what was paid, and never rounded down', () => {
    const facts: fc.Arbitrary<ScheduleFacts> = fc.oneof(
      fc.record({ kind: fc.constant('price' as const), isCustomersFault: fc.boolean(), ...paid }),
      fc.record({
        kind: fc.constant('uptime' as const),
        uptimeBasisPoints: fc.double({ min: 0, max: 10_000, noNaN: true }),
        ...paid,
      }),
      fc.record({
        kind: fc.constant('delay' as const),
        delayMinutes: fc.nat({ max: 300 }),
        ticket: fc.constantFrom('single' as const, 'return' as const),
        ...paid,
      }),
    );
    fc.assert(
      fc.property(anyTable, facts, (schedule, each) => {
        const result = owedUnder(schedule, each);
        if (result.outcome !== 'owed' || !('paidMinor' in each)) return;
        expect(result.amount.currency).toBe('GBP');
        expect(result.amount.amountMinor).toBeLessThanOrEqual(each.paidMinor);
        expect(result.amount.amountMinor * 10_000).toBeGreaterThanOrEqual(
          each.paidMinor * (result.shareBasisPoints ?? NaN),
        );
      }),
    );
  });

  it('a customer who waited longer is never owed less', () => {
    function amount(facts: ScheduleFacts, id: string): number {
      const result = owedUnder(table(id), facts);
      return result.outcome === 'owed' ? result.amount.amountMinor : 0;
    }
    const hours = fc.nat({ max: 24 * 60 });
    fc.assert(
      fc.property(
        hours,
        hours,
        hours,
        fc.constantFrom('repair' as const, 'late-start' as const),
        (begin, a, b, what) => {
          const start = Date.parse('2026-03-20T00:00:00Z') + begin * 3_600_000;
          const [short, long] = [Math.min(a, b), Math.max(a, b)].map((after) =>
            amount(
              {
                kind: 'day',
                what,
                startedAt: new Date(start).toISOString(),
                endedAt: new Date(start + after * 3_600_000).toISOString(),
              },
              'ofcom-2026',
            ),
          );
          expect(long).toBeGreaterThanOrEqual(short ?? NaN);
        },
      ),
    );
    fc.assert(
      fc.property(
        fc.nat({ max: 400 }),
        fc.nat({ max: 400 }),
        fc.constantFrom('single' as const, 'return' as const),
        (a, b, ticket) => {
          const [short, long] = [Math.min(a, b), Math.max(a, b)].map((delayMinutes) =>
            amount({ kind: 'delay', delayMinutes, ticket, paidMinor: 4_321, currency: 'GBP' }, 'delay-repay'),
          );
          expect(long).toBeGreaterThanOrEqual(short ?? NaN);
        },
      ),
    );
  });
});
