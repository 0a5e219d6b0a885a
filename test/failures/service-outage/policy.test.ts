import * as fc from 'fast-check';
import { optionsOf, type EarlierRemedy } from '../../../lambdas/failures/definition/policy';
import type { OutageFailure } from '../../../lambdas/failures/service-outage/contract';
import { serviceOutagePolicy, type ServiceOutageOptions } from '../../../lambdas/failures/service-outage/policy';
import { creditedBy, decideBy, refundedBy } from '../view-of';
import { lineFailure, outageFailure, outageOf } from './outage-failure';

const decide = (
  failure: OutageFailure = outageFailure(),
  options: Partial<ServiceOutageOptions> = {},
  view: { refundableMinor?: number } = {},
) => decideBy(serviceOutagePolicy, failure, { leastShareMinor: {}, ...options }, view);

it('gives back the share of the month without service, rounded up for the customer', () => {
  // 24.99 × 9.25 hours of 30 days = 0.3211
  expect(decide()).toMatchObject({
    outcome: 'give',
    parts: [{ kind: 'refund', amountMinor: 33, currency: 'EUR', paymentId: 'ch_3QmB5cExample' }],
    reasons: ['the share of the price for 9 hours 15 minutes of 30 days, because the service was down'],
  });
});

it('or as a credit for the price on the account named, by option', () => {
  expect(decide(undefined, { as: 'credit' })).toMatchObject({
    parts: [{ kind: 'credit', amountMinor: 33, currency: 'EUR', accountId: 'cus_1510', basis: 'price' }],
  });
  const named = outageFailure({ customer: { creditAccountId: 'acct_7' } });
  expect(decide(named, { as: 'credit' })).toMatchObject({ parts: [{ accountId: 'acct_7' }] });
});

describe('as free days, by option', () => {
  const free = { as: 'free-days' } as const;

  it('gives a day for each day that was begun, with the share of the price in its place where it is refused', () => {
    // A thirtieth of 24.99 is 0.833.
    expect(decide(undefined, free)).toMatchObject({
      outcome: 'give',
      parts: [
        {
          ...{ kind: 'entitlement', action: 'extend', period: 'P1D', entitlementId: 'svc_20117', to: 'service' },
          ...{ worthMinor: 84, currency: 'EUR', answerWithinSeconds: 900 },
          fallback: { kind: 'refund', amountMinor: 33, currency: 'EUR', paymentId: 'ch_3QmB5cExample' },
        },
      ],
      reasons: ['1 free day for 9 hours 15 minutes, because the service was down'],
    });
    expect(decide(outageOf(24 * 60), free)).toMatchObject({ parts: [{ period: 'P1D' }] });
    expect(decide(outageOf(24 * 60 + 1), free)).toMatchObject({ parts: [{ period: 'P2D' }] });
    expect(decide(undefined, { ...free, answerMinutes: 60 })).toMatchObject({ parts: [{ answerWithinSeconds: 3600 }] });
  });

  it('gives money back where less than the days are worth is left of the price', () => {
    expect(decide(undefined, free, { refundableMinor: 83 })).toMatchObject({
      parts: [{ kind: 'refund', amountMinor: 33 }],
    });
  });

  it('gives the days of the union of outages that overlap, once', () => {
    const first = decide(outageOf(90), free);
    const earlier = (decision: typeof first): EarlierRemedy[] => {
      if (decision.outcome === 'none') return [];
      const { parts, covers } = decision;
      return [
        { remedyId: 'rem_1', type: 'ServiceOutage', orderId: 'sub_20117', at: '2026-11-18T08:00:00Z', parts, covers },
      ];
    };
    const again = (minutes: number, before = first) =>
      decideBy(serviceOutagePolicy, outageOf(minutes), free, { earlier: earlier(before) });
    expect(again(120)).toEqual({
      outcome: 'none',
      reasons: ['another remedy makes that day good, in days or in money'],
    });
    expect(again(25 * 60)).toMatchObject({ parts: [{ period: 'P1D' }] });
    // Money was given for the same day before the option was set.
    expect(again(120, decide(outageOf(90)))).toMatchObject({ parts: [{ kind: 'refund' }] });
  });

  it('never gives days for what a table owes', () => {
    expect(decide(lineFailure('repair'), { ...free, schedule: 'ofcom' })).toMatchObject({
      parts: [{ kind: 'refund' }, {}],
    });
  });
});

it('counts by the period that was paid for', () => {
  // 24.99 × 9.25 hours of 7 days = 1.3759
  expect(decide(undefined, { periodDays: 7 })).toMatchObject({
    parts: [{ amountMinor: 138 }],
    reasons: ['the share of the price for 9 hours 15 minutes of 7 days, because the service was down'],
  });
});

it.each([
  [60, 'give'],
  [59, 'none'],
  [0, 'none'],
])('an outage of %d minutes: %s', (minutes, outcome) => {
  expect(decide(outageOf(minutes))).toMatchObject({ outcome });
});

it('says how long an outage was that was too short, and how long it takes', () => {
  expect(decide(outageOf(59)).reasons).toEqual(['the service was down for 59 minutes, less than 1 hour']);
  expect(decide(outageOf(59), { minOutageMinutes: 59 })).toMatchObject({ outcome: 'give' });
  expect(decide(outageOf(0), { minOutageMinutes: 0 }).reasons).toEqual(['it ended when it began']);
});

it('an outage longer than the period earns the price, and no more', () => {
  expect(decide(outageOf(31 * 24 * 60))).toMatchObject({ parts: [{ amountMinor: 2499 }] });
});

it('gives back what is left where some was given back before, and nothing where nothing is left', () => {
  expect(decide(undefined, {}, { refundableMinor: 20 })).toMatchObject({
    parts: [{ amountMinor: 20 }],
    reasons: [expect.any(String), 'only what had not been given back before'],
  });
  expect(decide(undefined, {}, { refundableMinor: 0 })).toEqual({
    outcome: 'none',
    reasons: ['the price was given back before'],
  });
});

it('a service that cost nothing earns nothing, and the reason says so', () => {
  expect(decide(outageFailure({ purchase: { amountMinor: 0 } }))).toEqual({
    outcome: 'none',
    reasons: ['nothing was paid for the service'],
  });
});

it('a line that waited for its repair is refunded by the same rule', () => {
  // 28.00 × 171.5 hours of 30 days = 6.6694
  expect(decide(lineFailure('repair'))).toMatchObject({
    parts: [{ kind: 'refund', amountMinor: 667 }],
    reasons: ['the share of the price for 7 days 3 hours of 30 days, because the service waited for its repair'],
  });
});

it.each([
  ['late-start', 'a goodwill credit, because the service started late'],
  ['missed-appointment', 'a goodwill credit, because nobody came to an appointment'],
] as const)('a %s earns a fixed credit, or nothing where none is set', (kind, reason) => {
  expect(decide(lineFailure(kind))).toMatchObject({
    outcome: 'give',
    parts: [{ kind: 'credit', amountMinor: 1000, currency: 'GBP', accountId: 'acct_1544', basis: 'goodwill' }],
    reasons: [reason],
  });
  const none = decide(lineFailure(kind), { appointmentCreditMinor: {} });
  expect(none).toMatchObject({ outcome: 'none', reasons: [expect.stringContaining('no credit is set in GBP')] });
});

describe('by Ofcom’s table', () => {
  const ofcom = { schedule: 'ofcom' } as const;

  it('a repair earns an amount per day after two full working days, refunded first and credited above the price', () => {
    // Reported on Monday 2 November, repaired on Monday 9: the ends of five days after Wednesday.
    expect(decide(lineFailure('repair'), ofcom)).toMatchObject({
      outcome: 'give',
      parts: [
        { kind: 'refund', amountMinor: 2800, currency: 'GBP', paymentId: 'ch_3QmD1gExample' },
        { kind: 'credit', amountMinor: 2370, currency: 'GBP', accountId: 'acct_1544', basis: 'schedule' },
      ],
      reasons: ['5 days without service after 2 full working days: GBP 10.34 each (ofcom-2026)'],
      owedBy: '2026-12-09T23:59:59.999Z',
    });
  });

  it('nothing is owed within the first two full working days, and it says so', () => {
    const soon = lineFailure('repair', { outage: { endedAt: '2026-11-04T18:00:00Z' } });
    expect(decide(soon, ofcom)).toEqual({
      outcome: 'none',
      reasons: ['within the first 2 full working days (ofcom-2026)'],
    });
  });

  it('the refundable part of the price is refunded, and the rest is credited', () => {
    const appointment = lineFailure('missed-appointment');
    expect(decide(appointment, ofcom, { refundableMinor: 1000 })).toMatchObject({
      parts: [
        { kind: 'refund', amountMinor: 1000 },
        { kind: 'credit', amountMinor: 2231, basis: 'schedule' },
      ],
    });
    expect(decide(appointment, ofcom, { refundableMinor: 0 })).toMatchObject({
      parts: [{ kind: 'credit', amountMinor: 3231, basis: 'schedule' }],
    });
  });

  it('is refunded first, even where the company otherwise gives credits', () => {
    expect(decide(lineFailure('missed-appointment'), { ...ofcom, as: 'credit' })).toMatchObject({
      parts: [
        { kind: 'refund', amountMinor: 2800 },
        { kind: 'credit', amountMinor: 431 },
      ],
    });
  });

  it('what happened before April is owed by the earlier table', () => {
    const outage = { startedAt: '2026-03-31T08:00:00Z', endedAt: '2026-03-31T12:00:00Z' };
    expect(decide(lineFailure('missed-appointment', { outage }), ofcom)).toMatchObject({
      parts: [{ amountMinor: 2800 }, { amountMinor: 319 }],
      reasons: ['a missed appointment: GBP 31.19 (ofcom-2025)'],
    });
  });

  it.each([
    [
      'another currency',
      outageFailure({ outage: { kind: 'missed-appointment' } }),
      'ofcom-2026 is in GBP, and EUR was paid',
    ],
    ['a kind it does not speak of', lineFailure('downtime'), 'ofcom-2026 says nothing of a downtime'],
    [
      'a time before it',
      lineFailure('repair', { outage: { startedAt: '2018-11-02T09:30:00Z', endedAt: '2018-11-09T13:00:00Z' } }),
      'there was no table of ofcom yet when it happened',
    ],
  ])('the company’s own rule applies to %s, and the reason says so', (_what, failure, reason) => {
    const own = decide(failure);
    expect(own.outcome).toBe('give');
    expect(decide(failure, ofcom)).toEqual({ ...own, reasons: [...own.reasons, reason] });
  });
});

it('by Ofgem’s table a missed appointment is paid within ten working days', () => {
  expect(decide(lineFailure('missed-appointment'), { schedule: 'ofgem-missed-appointment' })).toMatchObject({
    outcome: 'give',
    parts: [
      { kind: 'refund', amountMinor: 2800, currency: 'GBP', paymentId: 'ch_3QmD1gExample' },
      { kind: 'credit', amountMinor: 1200, currency: 'GBP', accountId: 'acct_1544', basis: 'schedule' },
    ],
    reasons: ['a missed appointment: GBP 40.00 (ofgem-missed-appointment-2025)'],
    owedBy: '2026-11-23T23:59:59.999Z',
  });
});

describe('by the tables of AWS', () => {
  // November has 43,200 minutes: 0.1 % are 43.2 of them, 1 % are 432, and 5 % are 2160.
  it.each([
    ['aws-sla', 43, undefined],
    ['aws-sla', 44, 250],
    ['aws-sla', 432, 250],
    ['aws-sla', 433, 625],
    ['aws-sla', 2161, 2499],
    ['aws-ec2-region-sla', 4, undefined],
    ['aws-ec2-region-sla', 5, 250],
    ['aws-ec2-region-sla', 433, 750],
    ['aws-sla', 60 * 24 * 40, 2499],
  ] as const)('%s, down for %d minutes of November: %p of 2499', (schedule, minutes, amountMinor) => {
    const decision = decide(outageOf(minutes), { schedule });
    expect(decision.outcome === 'none' ? undefined : refundedBy(decision)).toBe(amountMinor);
    expect(creditedBy(decision)).toBe(0);
  });

  it('says the band, and by when: the end of the month after', () => {
    expect(decide(undefined, { schedule: 'aws-sla' })).toMatchObject({
      reasons: ['there for less than 99 % of the month: 25 % of its bill (aws-sla)'],
      owedBy: '2026-12-31T23:59:59.999Z',
    });
    expect(decide(outageOf(43), { schedule: 'aws-sla' }).reasons).toEqual([
      'there for 99.9 % of the month or more (aws-sla)',
    ]);
  });

  // Ten hours of one month would be 25 %. Four of November and six of December are 10 % of each.
  it.each([
    ['2026-11-30T20:00:00Z', '2026-12-01T06:00:00Z', 500],
    ['2026-11-30T23:59:00Z', '2026-12-01T09:59:00Z', 625],
    ['2026-11-30T14:01:00Z', '2026-12-01T00:01:00Z', 625],
    ['2026-11-30T23:50:00Z', '2026-12-01T00:10:00Z', undefined],
    ['2026-11-30T20:00:00Z', '2027-01-01T06:00:00Z', 2499],
  ])('an outage from %s until %s counts in each month for what it took of that one: %p', (startedAt, endedAt, owed) => {
    const decision = decide(outageFailure({ outage: { startedAt, endedAt } }), { schedule: 'aws-sla' });
    expect(decision.outcome === 'none' ? undefined : refundedBy(decision)).toBe(owed);
    if (decision.outcome === 'give') expect(decision.owedBy).toBe('2026-12-31T23:59:59.999Z');
  });

  it('a share of a bill that was given back before is not credited again', () => {
    expect(decide(undefined, { schedule: 'aws-sla' }, { refundableMinor: 0 })).toMatchObject({
      outcome: 'none',
      reasons: ['the price was given back before', expect.any(String)],
    });
    expect(decide(undefined, { schedule: 'aws-sla' }, { refundableMinor: 100 })).toMatchObject({
      parts: [{ kind: 'refund', amountMinor: 100 }],
    });
  });

  it('need a price that is paid by the month', () => {
    const given = (periodDays: number) => () =>
      optionsOf('ServiceOutage', serviceOutagePolicy, { schedule: 'aws-sla', periodDays });
    expect(given(365)).toThrow('periodDays: must be a month');
    expect(given(27)).toThrow('periodDays: must be a month');
    expect(given(32)).toThrow('periodDays: must be a month');
    expect(given(31)).not.toThrow();
    expect(given(28)).not.toThrow();
    expect(() => optionsOf('ServiceOutage', serviceOutagePolicy, { schedule: 'ofcom', periodDays: 365 })).not.toThrow();
  });
});

const anyOptions = fc.record({
  schedule: fc.constantFrom('none', 'ofcom', 'ofgem-missed-appointment', 'aws-sla', 'aws-ec2-region-sla'),
  as: fc.constantFrom('refund', 'credit'),
  periodDays: fc.integer({ min: 28, max: 31 }),
});
const anyKind = fc.constantFrom('downtime', 'repair', 'late-start', 'missed-appointment');
const anyMinutes = fc.nat({ max: 100 * 24 * 60 });
const anyAmount = fc.nat({ max: Number.MAX_SAFE_INTEGER });

it('never gives back more to a payment than was paid, nor more than is left of it', () => {
  fc.assert(
    fc.property(anyOptions, anyKind, anyMinutes, anyAmount, anyAmount, (options, kind, minutes, amountMinor, room) => {
      const refundableMinor = Math.min(amountMinor, room);
      const failure = outageOf(minutes, { purchase: { amountMinor, currency: 'GBP' }, outage: { kind } });
      const decision = decide(failure, options, { refundableMinor });
      expect(refundedBy(decision)).toBeLessThanOrEqual(refundableMinor);
      if (decision.outcome === 'none') return;
      for (const part of decision.parts) {
        expect(part).toMatchObject({ currency: 'GBP', amountMinor: expect.any(Number) });
        expect('amountMinor' in part && Number.isSafeInteger(part.amountMinor) && part.amountMinor > 0).toBe(true);
      }
    }),
  );
});

it('never gives less for a longer outage', () => {
  fc.assert(
    fc.property(anyOptions, anyKind, anyMinutes, anyMinutes, anyAmount, (options, kind, minutes, more, amountMinor) => {
      const change = { purchase: { amountMinor, currency: 'GBP' }, outage: { kind } };
      const [shorter, longer] = [outageOf(minutes, change), outageOf(minutes + more, change)];
      const given = (failure: OutageFailure) => {
        const decision = decide(failure, options);
        return BigInt(refundedBy(decision)) + BigInt(creditedBy(decision));
      };
      expect(given(longer) >= given(shorter)).toBe(true);
    }),
  );
});

it('names every option that is not valid', () => {
  const wrong = {
    periodDays: 0,
    minOutageMinutes: -1,
    as: 'voucher',
    appointmentCreditMinor: { USD: 0.5 },
    schedule: 'eu-261',
  };
  for (const name of Object.keys(wrong)) {
    expect(() => optionsOf('ServiceOutage', serviceOutagePolicy, wrong)).toThrow(name);
  }
});
