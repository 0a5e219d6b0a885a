import * as fc from 'fast-check';
import type { EarlierRemedy } from '../../../lambdas/failures/definition/policy';
import type { OutageFailure, OutageKind } from '../../../lambdas/failures/service-outage/contract';
import { serviceOutagePolicy, type ServiceOutageOptions } from '../../../lambdas/failures/service-outage/policy';
import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
import { earlierRemedy } from '../earlier-remedy';
import { decideBy } from '../view-of';
import { lineFailure, outageFailure } from './outage-failure';

const start = Date.parse('2026-11-02T06:30:00Z');

/** In minutes after the start, in ms where it has a fraction. */
function between(fromMinutes: number, untilMinutes: number, kind: OutageKind = 'downtime'): OutageFailure {
  const at = (minutes: number) => new Date(start + minutes * minuteMs).toISOString();
  return outageFailure({ outage: { kind, startedAt: at(fromMinutes), endedAt: at(untilMinutes) } });
}

/** What each of some reports of one service earns, one after the other. */
function given(failures: readonly OutageFailure[], options: Partial<ServiceOutageOptions> = {}): number[] {
  const earlier: EarlierRemedy[] = [];
  return failures.map((failure) => {
    const decision = decideBy(serviceOutagePolicy, failure, { leastShareMinor: {}, ...options }, { earlier });
    if (decision.outcome === 'none') return 0;
    const { parts, covers } = decision;
    earlier.unshift(earlierRemedy({ type: 'ServiceOutage', orderId: failure.purchase.orderId, parts, covers }));
    return parts.reduce((sum, part) => sum + ('amountMinor' in part ? part.amountMinor : 0), 0);
  });
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

it('one outage that detectors saw twenty seconds apart, and once as a repair, is made good once', () => {
  const seen = [between(-1 / 6, 1440), between(1 / 6, 1440), between(0, 1440, 'repair')];
  expect(given(seen)).toEqual([84, 0, 0]);
  expect(sum(given([...seen].reverse()))).toBe(84);
});

// 24.99 for 30 days are 3.47 cents an hour.
it.each([
  ['that overlaps in part', [between(0, 600), between(300, 1200)], [35, 35]],
  ['that begins where the other ended', [between(0, 600), between(600, 1200)], [35, 35]],
  ['inside of it', [between(0, 600), between(60, 300)], [35, 0]],
  ['around it', [between(60, 300), between(0, 600)], [14, 21]],
  ['apart from it', [between(0, 600), between(700, 1300)], [35, 35]],
  ['that joins two', [between(0, 600), between(1200, 1800), between(300, 1500)], [35, 35, 35]],
  ['of another name', [between(0, 600), between(300, 1200, 'repair')], [35, 35]],
])('a report %s earns what the others left', (_how, failures, amounts) => {
  expect(given(failures)).toEqual(amounts);
});

it('an outage that goes on from one paid month into the next earns the share of each, reported month by month', () => {
  const days = (from: number, until: number) => between(from * 1440, until * 1440);
  expect(given([days(0, 30), days(30, 41)])).toEqual([2499, 917]);
  expect(given([days(0, 25), days(25, 35), days(35, 65)])).toEqual([2083, 833, 2499]);
  expect(given([days(30, 41), days(0, 30)])).toEqual([917, 2499]);
});

it('says that it gives only the rest', () => {
  const first = decideBy(serviceOutagePolicy, between(0, 600));
  const earlier = [earlierRemedy({ covers: first.outcome === 'give' ? first.covers : [] })];
  expect(decideBy(serviceOutagePolicy, between(300, 1200), {}, { earlier }).reasons).toEqual([
    'the share of the price for 10 hours of 30 days, because the service was down',
    'only for the time that no other remedy made good before',
  ]);
  expect(decideBy(serviceOutagePolicy, between(300, 500), {}, { earlier })).toEqual({
    outcome: 'none',
    reasons: ['another remedy made that time good before'],
  });
});

it('the outage of another service, or another customer’s own, takes nothing away', () => {
  const other = outageFailure({ outage: { serviceId: 'svc_other' } });
  expect(given([outageFailure(), other])).toEqual([33, 33]);
});

it('what waits for a person is not given meanwhile under another name', () => {
  const first = decideBy(serviceOutagePolicy, between(0, 600));
  const held = [earlierRemedy({ covers: first.outcome === 'give' ? first.covers : [] })];
  expect(decideBy(serviceOutagePolicy, between(1, 600), {}, { held })).toMatchObject({ outcome: 'none' });
});

describe('what happens once', () => {
  const event = (kind: OutageKind, fromMinutes: number, untilMinutes = fromMinutes + 120) =>
    between(fromMinutes, untilMinutes, kind);

  it.each(['late-start', 'missed-appointment'] as const)('a %s earns one credit, however many saw it', (kind) => {
    expect(given([event(kind, -1 / 6), event(kind, 1 / 6), event(kind, 40)])).toEqual([1000, 0, 0]);
    expect(given([event(kind, 0), event(kind, 24 * 60)])).toEqual([1000, 1000]);
  });

  it('a missed appointment comes on top of the outage, and the late start of time that was made good does not', () => {
    expect(given([between(0, 600), event('missed-appointment', 0)])).toEqual([35, 1000]);
    expect(given([between(0, 600), event('late-start', 0)])).toEqual([35, 0]);
  });
});

describe('by tables', () => {
  const repair = (days: number, untilDays: number, kind: OutageKind = 'repair') =>
    lineFailure(kind, {
      purchase: { amountMinor: 100_000 },
      outage: {
        startedAt: new Date(start + days * dayMs).toISOString(),
        endedAt: new Date(start + untilDays * dayMs).toISOString(),
      },
    });

  it('a repair that two detectors saw earns each of its days once', () => {
    const [once] = given([repair(0, 9)], { schedule: 'ofcom' });
    expect(once).toBe(7 * 1034);
    expect(given([repair(0, 9), repair(0.01, 9)], { schedule: 'ofcom' })).toEqual([once, 0]);
    expect(given([repair(0, 5), repair(1, 9), repair(0, 9)], { schedule: 'ofcom' })).toEqual([3 * 1034, 4 * 1034, 0]);
  });

  it('and no share of the price on top under another name', () => {
    expect(given([repair(0, 9), repair(0, 9, 'downtime')], { schedule: 'ofcom' })).toEqual([7 * 1034, 0]);
  });

  it('a missed appointment that two detectors saw to both sides of half past is owed once', () => {
    const missed = (minutes: number) =>
      lineFailure('missed-appointment', {
        outage: { startedAt: new Date(start + minutes * minuteMs).toISOString() },
      });
    expect(given([missed(-1), missed(1)], { schedule: 'ofcom' })).toEqual([3231, 0]);
  });

  it('the outages of one month earn the band of all of them', () => {
    // November has 720 hours: 0.1 % are 43.2 minutes, 1 % are 7.2 hours, and 5 % are 36 hours.
    const sla = { schedule: 'aws-sla' } as const;
    expect(given([between(0, 60), between(30, 90)], sla)).toEqual([250, 0]);
    expect(given([between(0, 300), between(1000, 1300)], sla)).toEqual([250, 375]);
    expect(given([between(0, 300), between(1000, 3500), between(0, 3500)], sla)).toEqual([250, 2249, 0]);
  });
});

/** What all spans together earn, in minor units, counted minute by minute. */
function earnedByUnion(spans: readonly (readonly [number, number])[], perMinute: number): number {
  const minutes = new Set(spans.flatMap(([from, until]) => Array.from({ length: until - from }, (_, n) => from + n)));
  return minutes.size * perMinute;
}

const anySpans = fc.array(
  fc.tuple(fc.nat({ max: 2_000 }), fc.integer({ min: 1, max: 600 }), fc.constantFrom('downtime', 'repair')),
  { minLength: 1, maxLength: 8 },
);

it('reports in any number and order earn together what their union earns, to the cent in favour of the customer', () => {
  fc.assert(
    fc.property(anySpans, fc.integer({ min: 1, max: 500_000 }), (picked, amountMinor) => {
      const spans = picked.map(([from, length]) => [from, from + length] as const);
      const failures = picked.map(([from, length, kind]) => {
        const failure = between(from, from + length, kind);
        return { ...failure, purchase: { ...failure.purchase, amountMinor } };
      });
      const amounts = given(failures, { minOutageMinutes: 0 });
      const union = earnedByUnion(spans, amountMinor / (30 * 24 * 60));
      expect(sum(amounts)).toBeGreaterThanOrEqual(Math.floor(union));
      expect(sum(amounts)).toBeLessThan(union + spans.length);
      expect(sum(amounts)).toBeGreaterThanOrEqual(amounts[0] ?? 0);
    }),
  );
});

it('and exactly that where the price divides evenly', () => {
  fc.assert(
    fc.property(anySpans, fc.integer({ min: 1, max: 20 }), (picked, perMinute) => {
      const spans = picked.map(([from, length]) => [from, from + length] as const);
      const failures = picked.map(([from, length, kind]) => {
        const failure = between(from, from + length, kind);
        return { ...failure, purchase: { ...failure.purchase, amountMinor: perMinute * 30 * 24 * 60 } };
      });
      expect(sum(given(failures, { minOutageMinutes: 0 }))).toBe(earnedByUnion(spans, perMinute));
    }),
  );
});

it('the same by a table that counts days: together they earn the days of the longest that joins them', () => {
  const anyDays = fc.tuple(fc.nat({ max: 10 }), fc.integer({ min: 1, max: 15 }));
  fc.assert(
    fc.property(fc.array(anyDays, { minLength: 1, maxLength: 5 }), (picked) => {
      const reports = picked.map(([from, length]) =>
        lineFailure('repair', {
          purchase: { amountMinor: 1_000_000 },
          outage: {
            startedAt: new Date(start + from * hourMs).toISOString(),
            endedAt: new Date(start + from * hourMs + length * dayMs).toISOString(),
          },
        }),
      );
      const from = Math.min(...reports.map(({ outage }) => Date.parse(outage.startedAt)));
      const until = Math.max(...reports.map(({ outage }) => Date.parse(outage.endedAt)));
      const [first] = reports;
      if (!first) return;
      const outage = {
        ...first.outage,
        startedAt: new Date(from).toISOString(),
        endedAt: new Date(until).toISOString(),
      };
      const [union = NaN] = given([{ ...first, outage }], { schedule: 'ofcom' });
      const longest = Math.max(...reports.map((report) => sum(given([report], { schedule: 'ofcom' }))));
      const total = sum(given(reports, { schedule: 'ofcom' }));
      expect(total).toBeLessThanOrEqual(union);
      expect(total).toBeGreaterThanOrEqual(longest);
    }),
    { numRuns: 25 },
  );
});

// The least is 2.00, and 24.99 for 30 days are 3.47 cents an hour.
it.each([
  ['that overlaps in part', [between(0, 600), between(300, 1200)], [200, 35]],
  ['that overlaps in part and began before', [between(300, 1200), between(0, 600)], [200, 17]],
  ['that begins where the other ended', [between(0, 600), between(600, 1200)], [200, 35]],
  ['inside of it', [between(0, 600), between(60, 300)], [200, 0]],
  ['around it', [between(60, 300), between(0, 600)], [200, 21]],
  ['apart from it', [between(0, 600), between(700, 1300)], [200, 200]],
])('a share is raised to the least once for one outage: after it another report %s', (_, failures, amounts) => {
  expect(given(failures, { leastShareMinor: { EUR: 200 } })).toEqual(amounts);
});
