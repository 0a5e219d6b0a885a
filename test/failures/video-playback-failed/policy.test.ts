import { decideVideoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/policy';
import { filmFailure } from '../../fakes/film-failure';

it('a film that stuttered is given back whole, to the payment it was bought with', () => {
  expect(decideVideoPlaybackFailed(filmFailure())).toEqual({
    outcome: 'give',
    parts: [{ kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId: 'ch_3PqZ0eExample' }],
    reasons: ['full price, because the picture stood still for 540 seconds of 8700 seconds'],
    policyVersion: 'VideoPlaybackFailed/1',
  });
});

it('also where half of it could be watched: an evening is not given back by shares', () => {
  const half = filmFailure({ playback: { stalledSeconds: 4000, durationSeconds: 8000 } });
  expect(decideVideoPlaybackFailed(half)).toMatchObject({ outcome: 'give', parts: [{ amountMinor: 399 }] });
});

it.each([
  [30, 'give'],
  [29, 'none'],
  [0, 'none'],
])('%d seconds of stalls: %s', (stalledSeconds, outcome) => {
  expect(decideVideoPlaybackFailed(filmFailure({ playback: { stalledSeconds } }))).toMatchObject({ outcome });
});

it('a rental that cost nothing is none, and says so', () => {
  const free = filmFailure({ purchase: { amountMinor: 0 } });
  expect(decideVideoPlaybackFailed(free)).toMatchObject({
    outcome: 'none',
    reasons: ['nothing was paid for the rental'],
  });
});

it('a film that stuttered for a moment is none, and says how long and how long it takes', () => {
  expect(decideVideoPlaybackFailed(filmFailure({ playback: { stalledSeconds: 29.4 } }))).toMatchObject({
    outcome: 'none',
    reasons: ['the picture stood still for 29 seconds of 8700 seconds, less than 30 seconds'],
  });
});
