import { optionsOf } from '../../../lambdas/failures/definition/policy';
import { videoPlaybackPolicy } from '../../../lambdas/failures/video-playback-failed/policy';
import { filmFailure } from '../../fakes/film-failure';
import { decideBy } from '../view-of';

const decide = (failure = filmFailure(), options = {}) => decideBy(videoPlaybackPolicy, failure, options);

it('a film that kept stalling is refunded in full, to the payment it was bought with', () => {
  expect(decide()).toEqual({
    outcome: 'give',
    parts: [{ kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId: 'ch_3PqZ0eExample' }],
    reasons: ['full price, because 9 minutes of 145 were lost'],
  });
});

it('also where half of it could be watched: a spoilt evening is not refunded in part', () => {
  const half = filmFailure({ playback: { stalledSeconds: 4000, durationSeconds: 8000 } });
  expect(decide(half)).toMatchObject({ outcome: 'give', parts: [{ amountMinor: 399 }] });
});

it.each([
  [30, 'give'],
  [29, 'none'],
  [0, 'none'],
])('%d seconds of stalls: %s', (stalledSeconds, outcome) => {
  expect(decide(filmFailure({ playback: { stalledSeconds } }))).toMatchObject({ outcome });
});

it.each([
  [300, 8700, 'full price, because 5 minutes of 145 were lost'],
  [301, 8700, 'full price, because more than 5 minutes of 145 were lost'],
  [60, 8700, 'full price, because 1 minute of 145 was lost'],
  [59.9, 8700, 'full price, because 59 seconds of 2 hours 25 minutes were lost'],
  [40, 80, 'full price, because 40 seconds of 1 minute 20 seconds were lost'],
])(
  'says in plain words that %d of %d seconds were lost, and never more than were',
  (stalledSeconds, durationSeconds, reason) => {
    expect(decide(filmFailure({ playback: { stalledSeconds, durationSeconds } })).reasons).toEqual([reason]);
  },
);

it('a rental that cost nothing earns an apology without money, or nothing by option', () => {
  const free = filmFailure({ purchase: { amountMinor: 0 } });
  expect(decide(free)).toEqual({
    outcome: 'give',
    parts: [],
    reasons: ['an apology without money', 'nothing was paid for the rental', '9 minutes of 145 were lost'],
  });
  expect(decide(free, { withoutMoney: 'none' })).toEqual({
    outcome: 'none',
    reasons: ['nothing was paid for the rental', '9 minutes of 145 were lost'],
  });
});

describe('as another rental, by option', () => {
  const another = { as: 'rental' };
  const { orderId, lineId } = filmFailure().purchase;

  it('gives one, with the refund in its place where it is refused', () => {
    expect(decide(undefined, another)).toMatchObject({
      outcome: 'give',
      parts: [
        {
          ...{
            kind: 'entitlement',
            action: 'grant',
            count: 1,
            entitlementId: 'rent_77',
            to: 'rental',
            worthMinor: 399,
          },
          fallback: { kind: 'refund', amountMinor: 399, paymentId: 'ch_3PqZ0eExample' },
        },
      ],
      reasons: ['another rental, because 9 minutes of 145 were lost'],
    });
  });

  it('leaves it to a person where that one stalls too', () => {
    const decided = decide(undefined, another);
    const parts = decided.outcome === 'none' ? [] : decided.parts;
    const earlier = [{ remedyId: 'rem_1', orderId, lineId, at: '2026-11-20T20:00:00Z', parts }];
    const again = decideBy(videoPlaybackPolicy, filmFailure(), { as: 'rental' }, { refundableMinor: 0, earlier });
    expect(again).toMatchObject({
      outcome: 'hold',
      parts: [{ kind: 'refund' }],
      reasons: [
        'another rental was decided on before, and a person finds out what became of that one',
        expect.any(String),
      ],
    });
  });
});

describe('a subscriber', () => {
  it('gets money, because the film can be watched again anyway', () => {
    expect(decide(film(), { as: 'rental' })).toMatchObject({ parts: [{ kind: 'refund' }] });
  });

  const subscription = { periodStart: '2026-11-01T00:00:00Z', periodEnd: '2026-12-01T00:00:00Z' };
  const film = (purchase: object = {}) =>
    filmFailure({ purchase: { amountMinor: 6_000, currency: 'GBP', lineId: undefined, subscription, ...purchase } });

  it('gets back what one film is worth, and not the whole month', () => {
    expect(decide(film())).toMatchObject({
      outcome: 'give',
      parts: [{ kind: 'refund', amountMinor: 200 }],
      reasons: ['the price of one of 30 films that the period pays for, because 9 minutes of 145 were lost'],
    });
    expect(decide(film(), { filmsPerPeriod: 7 })).toMatchObject({ parts: [{ amountMinor: 858 }] });
    const year = { ...subscription, periodEnd: '2027-11-01T00:00:00Z' };
    expect(decide(film({ amountMinor: 365_000, subscription: year }))).toMatchObject({
      parts: [{ amountMinor: 1_000 }],
    });
  });

  it('gets back not less than a floor, and never more than was paid or is left', () => {
    expect(decide(film({ amountMinor: 999 }), { leastForSubscriberMinor: { GBP: 80 } })).toMatchObject({
      parts: [{ amountMinor: 80 }],
      reasons: ['the least that a subscriber gets back for a film, because 9 minutes of 145 were lost'],
    });
    expect(decide(film({ amountMinor: 999 }), { leastForSubscriberMinor: {} })).toMatchObject({
      parts: [{ amountMinor: 34 }],
    });
    expect(decide(film({ amountMinor: 50 }), { leastForSubscriberMinor: { GBP: 80 } })).toMatchObject({
      parts: [{ amountMinor: 50 }],
    });
    expect(decideBy(videoPlaybackPolicy, film(), {}, { refundableMinor: 30 })).toMatchObject({
      parts: [{ amountMinor: 30 }],
    });
  });

  it('hears an apology without money where nothing was paid, or nothing is left to give back', () => {
    expect(decide(film({ amountMinor: 0 }))).toMatchObject({
      outcome: 'give',
      parts: [],
      reasons: ['an apology without money', 'nothing was paid for the subscription', expect.any(String)],
    });
    expect(decideBy(videoPlaybackPolicy, film(), {}, { refundableMinor: 0 })).toMatchObject({
      outcome: 'give',
      parts: [],
    });
  });
});

it('a film that stalled for a moment earns nothing, and the reason says how long it stalled and how long it takes', () => {
  expect(decide(filmFailure({ playback: { stalledSeconds: 29.4 } }))).toEqual({
    outcome: 'none',
    reasons: ['29 seconds of 2 hours 25 minutes were lost, less than 30 seconds'],
  });
});

it('a deployment sets how long a stall is harmless', () => {
  expect(decide(filmFailure({ playback: { stalledSeconds: 540 } }), { minStalledSeconds: 541 })).toMatchObject({
    outcome: 'none',
    reasons: ['9 minutes of 145 were lost, less than 9 minutes 1 second'],
  });
  expect(decide(filmFailure({ playback: { stalledSeconds: 1 } }), { minStalledSeconds: 0 })).toMatchObject({
    outcome: 'give',
    reasons: ['full price, because 1 second of 2 hours 25 minutes was lost'],
  });
  expect(() => optionsOf('VideoPlaybackFailed', videoPlaybackPolicy, { minStalledSeconds: -1 })).toThrow(
    'minStalledSeconds',
  );
});
