import { parseFailure } from '../../../lambdas/failures/definition/parse-failure';
import { wifiSessionFailed } from '../../../lambdas/failures/wifi-session-failed/wifi-session-failed';
import { problemsOf } from '../problems-of';
import { wifiFailure } from './wifi-failure';

it.each(wifiSessionFailed.stories)('accepts its story: $title', ({ detail }) => {
  expect(parseFailure(wifiSessionFailed, detail)).toEqual(detail);
});

it('names every problem at once, by path', () => {
  const wrong = { ...wifiFailure(), wifi: { passId: ' ', flight: '', purchasedMinutes: 0, usableMinutes: -1 } };
  expect(problemsOf(wifiSessionFailed, wrong)).toEqual([
    'wifi.flight',
    'wifi.passId',
    'wifi.purchasedMinutes',
    'wifi.usableMinutes',
  ]);
});

it('counts whole minutes', () => {
  expect(problemsOf(wifiSessionFailed, wifiFailure({ wifi: { usableMinutes: 117.5 } }))).toEqual([
    'wifi.usableMinutes',
  ]);
});

it('a pass is one failure, whichever detector saw which drop of the connection', () => {
  const first = wifiFailure({ wifi: { usableMinutes: 118 }, occurredAt: '2026-11-19T23:52:00Z' });
  const second = wifiFailure({ wifi: { usableMinutes: 60 }, occurredAt: '2026-11-20T00:31:00Z' });
  expect(wifiSessionFailed.subject(second)).toBe(wifiSessionFailed.subject(first));
  expect(wifiSessionFailed.occurrence(second)).toBe(wifiSessionFailed.occurrence(first));
  const other = wifiFailure({ wifi: { passId: 'pass_2' } });
  expect(wifiSessionFailed.subject(other)).not.toBe(wifiSessionFailed.subject(first));
});
