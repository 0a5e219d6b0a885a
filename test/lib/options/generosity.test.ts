import { Annotations } from 'aws-cdk-lib';
import { Annotations as Found, Match } from 'aws-cdk-lib/assertions';
import { deliveryLate } from '../../../lambdas/failures/delivery-late/delivery-late';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { FailureType } from '../../../lib';
import { TeamStack } from '../synthesize';

const repeats = { withinDays: 30, from: 2, then: 'goodwill', goodwillMinor: { GBP: 500 } } as const;

function warningsOf(stack: TeamStack): string[] {
  const found = Found.fromStack(stack).findWarning('*', Match.stringLikeRegexp('150 %'));
  return found.map(({ entry }) => JSON.stringify(entry.data).slice(1, -1));
}

function stackWith(...failures: FailureType[]): TeamStack {
  return new TeamStack(() => ({ failures }));
}

it('a gesture that is more than half of a small price is warned of, with the prices for which it is', () => {
  const films = FailureType.of(videoPlaybackFailed, { policy: { repeats } });
  const parcels = FailureType.of(deliveryLate, { policy: { goodwillMinor: { EUR: 1_000 } } });
  expect(warningsOf(stackWith(films, parcels))).toEqual([
    expect.stringMatching(/^VideoPlaybackFailed: repeats\.goodwillMinor gives 500 GBP .* price below 1000\. /),
    expect.stringMatching(/^DeliveryLate: goodwillMinor gives 1000 EUR .* price below 2000\. /),
  ]);
});

it('nobody is warned of defaults, of what is set for nothing, or of what was acknowledged', () => {
  const films = (then: 'nothing' | 'goodwill') =>
    FailureType.of(videoPlaybackFailed, { policy: { repeats: { ...repeats, then } } });
  expect(warningsOf(stackWith(FailureType.of(deliveryLate), films('nothing')))).toEqual([]);
  const known = stackWith(films('goodwill'));
  Annotations.of(known).acknowledgeWarning('amends:moreThanItHelps:VideoPlaybackFailed', 'our films cost 12 pounds');
  expect(warningsOf(known)).toEqual([]);
});
