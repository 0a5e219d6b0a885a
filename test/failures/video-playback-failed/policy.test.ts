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

it('a rental that cost nothing earns nothing, and the reason says so', () => {
  expect(decide(filmFailure({ purchase: { amountMinor: 0 } }))).toEqual({
    outcome: 'none',
    reasons: ['nothing was paid for the rental'],
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
