import * as fc from 'fast-check';
import { optionsOf } from '../../../lambdas/failures/definition/policy';
import type { WifiSessionFailure } from '../../../lambdas/failures/wifi-session-failed/contract';
import { wifiSessionPolicy, type WifiSessionOptions } from '../../../lambdas/failures/wifi-session-failed/policy';
import { decideBy, refundedBy } from '../view-of';
import { wifiFailure } from './wifi-failure';

const decide = (
  failure: WifiSessionFailure = wifiFailure(),
  options: Partial<WifiSessionOptions> = {},
  view: { refundableMinor?: number } = {},
) => decideBy(wifiSessionPolicy, failure, options, view);

it('a pass that stopped working half-way is refunded in full, to the payment it was bought with', () => {
  expect(decide()).toEqual({
    outcome: 'give',
    parts: [{ kind: 'refund', amountMinor: 1900, currency: 'USD', paymentId: 'ch_3QwF1tExample' }],
    reasons: ['full price, because 122 minutes of 240 were lost'],
  });
});

it('or the unused share, where the option says so, rounded up for the customer', () => {
  // 1900 × 122 / 240 = 965.83
  expect(decide(undefined, { share: 'unused' })).toMatchObject({
    parts: [{ amountMinor: 966 }],
    reasons: ['the unused share of the price, because 122 minutes of 240 were lost'],
  });
  const third = wifiFailure({ purchase: { amountMinor: 100 }, wifi: { purchasedMinutes: 60, usableMinutes: 40 } });
  expect(decide(third, { share: 'unused', leastShareMinor: {} })).toMatchObject({ parts: [{ amountMinor: 34 }] });
});

describe('as another pass, by option', () => {
  const another = { as: 'pass' } as const;
  const pass = {
    ...{ kind: 'entitlement', action: 'grant', count: 1, entitlementId: 'pass_90417', to: 'pass', worthMinor: 1900 },
    ...{ currency: 'USD', answerWithinSeconds: 900 },
    fallback: { kind: 'refund', amountMinor: 1900, currency: 'USD', paymentId: 'ch_3QwF1tExample' },
  };

  it('gives one, with the refund in its place where it is refused', () => {
    expect(decide(undefined, another)).toEqual({
      outcome: 'give',
      parts: [pass],
      reasons: ['another pass, because 122 minutes of 240 were lost'],
    });
    expect(decide(undefined, { ...another, share: 'unused' })).toMatchObject({
      parts: [{ worthMinor: 1900, fallback: { amountMinor: 966 } }],
    });
  });

  it('gives money back where less than a pass is left of the price, and where a table says so', () => {
    expect(decide(undefined, another, { refundableMinor: 1899 })).toMatchObject({ parts: [{ kind: 'refund' }] });
    const owed = wifiFailure({ occurredAt: '2026-11-20T20:00:00Z' });
    expect(decide(owed, { ...another, schedule: 'us-dot-260' })).toMatchObject({ parts: [{ kind: 'refund' }] });
  });

  it('leaves it to a person where that one may have failed too', () => {
    const { orderId, lineId } = wifiFailure().purchase;
    const parts = [{ ...pass, kind: 'entitlement', action: 'grant', to: 'pass' } as const];
    const earlier = [{ remedyId: 'rem_1', orderId, lineId, at: '2026-11-20T20:00:00Z', parts: [] }];
    const none = decideBy(wifiSessionPolicy, wifiFailure(), another, { refundableMinor: 0, earlier });
    expect(none).toMatchObject({ outcome: 'none', reasons: ['the price of the pass was given back before'] });
    const again = earlier.map((remedy) => ({ ...remedy, parts: parts.map(({ fallback: _, ...part }) => part) }));
    expect(decideBy(wifiSessionPolicy, wifiFailure(), another, { refundableMinor: 0, earlier: again })).toMatchObject({
      outcome: 'hold',
      parts: [{ kind: 'refund', amountMinor: 1900 }],
      reasons: [
        'another pass was decided on before, and a person finds out what became of that one',
        expect.any(String),
      ],
    });
  });
});

it.each([
  // Either threshold is enough: five minutes, or a tenth of the pass.
  [240, 235, 'give'],
  [240, 236, 'none'],
  [30, 27, 'give'],
  [30, 28, 'none'],
  [60, 60, 'none'],
  // A detector may count the minutes before take-off, too.
  [60, 75, 'none'],
])('of %d minutes %d could be used: %s', (purchasedMinutes, usableMinutes, outcome) => {
  expect(decide(wifiFailure({ wifi: { purchasedMinutes, usableMinutes } }))).toMatchObject({ outcome });
});

it('says how much was lost where it was too little, and how much it takes', () => {
  const little = wifiFailure({ wifi: { purchasedMinutes: 240, usableMinutes: 239 } });
  expect(decide(little).reasons).toEqual([
    '1 minute of 240 was lost, less than 5 minutes and less than 10 % of the pass',
  ]);
  expect(decide(wifiFailure(), { minLostMinutes: 123, minLostShare: 0.51 }).reasons).toEqual([
    '122 minutes of 240 were lost, less than 123 minutes and less than 51 % of the pass',
  ]);
});

it('a pass that cost nothing earns nothing, and neither does one that was refunded before', () => {
  expect(decide(wifiFailure({ purchase: { amountMinor: 0 } }))).toEqual({
    outcome: 'none',
    reasons: ['nothing was paid for the pass'],
  });
  expect(decide(undefined, {}, { refundableMinor: 0 })).toEqual({
    outcome: 'none',
    reasons: ['the price of the pass was given back before'],
  });
});

it('refunds the rest where a part of the price was refunded before, and says so', () => {
  expect(decide(undefined, {}, { refundableMinor: 700 })).toMatchObject({
    parts: [{ amountMinor: 700 }],
    reasons: ['full price, because 122 minutes of 240 were lost', 'only what had not been given back before'],
  });
});

describe('under 14 CFR 260', () => {
  const binding = { schedule: 'us-dot-260', share: 'unused' } as const;

  it('the full price is owed, whatever share the seller gives otherwise, within seven business days', () => {
    // From Thursday 19 November in Washington: Thanksgiving is none of the seven.
    expect(decide(undefined, binding)).toEqual({
      outcome: 'give',
      parts: [{ kind: 'refund', amountMinor: 1900, currency: 'USD', paymentId: 'ch_3QwF1tExample' }],
      reasons: ['paid for and not provided: 100 % of the price (us-dot-260)'],
      owedBy: '2026-12-02T04:59:59.999Z',
    });
  });

  it('the seller’s own rule applies to a flight before it was in force', () => {
    const before = wifiFailure({ occurredAt: '2024-10-27T12:00:00Z' });
    expect(decide(before, binding)).toMatchObject({ parts: [{ amountMinor: 966 }] });
    expect(decide(before, binding)).not.toHaveProperty('owedBy');
  });

  it('is off by default', () => {
    expect(wifiSessionPolicy.defaults.schedule).toBe('none');
    expect(decide()).not.toHaveProperty('owedBy');
  });
});

const pass = fc.record({
  amountMinor: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  roomShare: fc.double({ min: 0, max: 1, noNaN: true }),
  purchasedMinutes: fc.integer({ min: 1, max: 100_000 }),
  usableMinutes: fc.nat({ max: 100_000 }),
  share: fc.constantFrom('full' as const, 'unused' as const),
  schedule: fc.constantFrom('none' as const, 'us-dot-260' as const),
});

it('never gives back more than was paid, nor more than is left of it', () => {
  fc.assert(
    fc.property(pass, ({ amountMinor, roomShare, purchasedMinutes, usableMinutes, ...options }) => {
      const refundableMinor = Math.floor(amountMinor * roomShare);
      const failure = wifiFailure({ purchase: { amountMinor }, wifi: { purchasedMinutes, usableMinutes } });
      const refunded = refundedBy(decide(failure, options, { refundableMinor }));
      expect(Number.isSafeInteger(refunded)).toBe(true);
      expect(refunded).toBeLessThanOrEqual(refundableMinor);
    }),
  );
});

it('never gives less for more lost minutes', () => {
  fc.assert(
    fc.property(pass, fc.nat({ max: 1000 }), ({ amountMinor, purchasedMinutes, usableMinutes, ...options }, fewer) => {
      const shorter = wifiFailure({ purchase: { amountMinor }, wifi: { purchasedMinutes, usableMinutes } });
      const longer = wifiFailure({
        purchase: { amountMinor },
        wifi: { purchasedMinutes, usableMinutes: Math.max(0, usableMinutes - fewer) },
      });
      expect(refundedBy(decide(longer, options))).toBeGreaterThanOrEqual(refundedBy(decide(shorter, options)));
    }),
  );
});

it('names every option that is not valid', () => {
  const wrong = { share: 'half', minLostMinutes: 0, minLostShare: 2, schedule: 'eu-261', minutes: 3 };
  for (const name of ['share', 'minLostMinutes', 'minLostShare', 'schedule', 'minutes']) {
    expect(() => optionsOf('WifiSessionFailed', wifiSessionPolicy, wrong)).toThrow(`${name}:`);
  }
});
