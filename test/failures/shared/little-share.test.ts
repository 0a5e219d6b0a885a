import { serviceOutagePolicy } from '../../../lambdas/failures/service-outage/policy';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { sampleVideoPlaybackFailure } from '../../../lambdas/failures/video-playback-failed/stories';
import { wifiSessionPolicy } from '../../../lambdas/failures/wifi-session-failed/policy';
import { wifiSessionFailed } from '../../../lambdas/failures/wifi-session-failed/wifi-session-failed';
import { outageFailure, outageOf } from '../service-outage/outage-failure';
import { decideBy } from '../view-of';

// A share of a price that is so little that it would rather offend than help.

const partsOf = (decision: ReturnType<typeof decideBy>) => (decision.outcome === 'none' ? [] : decision.parts);
const [{ detail: session }] = wifiSessionFailed.stories;
const hour = { leastShareMinor: { EUR: 100 } };

describe('the share of a month', () => {
  it('is raised to the least of the options, and it is kept how it was reckoned', () => {
    const decision = decideBy(serviceOutagePolicy, outageFailure(), hour);
    const share = { unit: 'seconds', lost: 33_300, of: 2_592_000, isLeast: true };
    expect(partsOf(decision)).toMatchObject([{ kind: 'refund', amountMinor: 100, share }]);
    expect(decision.reasons[0]).toMatch(/^the least that is given back of a share, for 9 hours 15 minutes of 30 days/);
  });

  it('is left where it is more, and has no least in a currency without an amount', () => {
    const long = partsOf(decideBy(serviceOutagePolicy, outageOf(10 * 24 * 60), hour));
    expect(long).toMatchObject([{ amountMinor: 833, share: { lost: 864_000, of: 2_592_000 } }]);
    expect(long[0]).not.toHaveProperty('share.isLeast');
    const none = partsOf(decideBy(serviceOutagePolicy, outageFailure(), { leastShareMinor: { USD: 100 } }));
    expect(none).toMatchObject([{ amountMinor: 33 }]);
  });

  it('is never raised above what was paid, nor above what is left of it', () => {
    const cheap = outageFailure({ purchase: { amountMinor: 60 } });
    // More is left of what the order holds beside it.
    const whole = partsOf(decideBy(serviceOutagePolicy, cheap, hour, { refundableMinor: 500 }));
    expect(whole).toMatchObject([{ amountMinor: 60 }]);
    expect(whole[0]).not.toHaveProperty('share');
    const rest = partsOf(decideBy(serviceOutagePolicy, outageFailure(), hour, { refundableMinor: 70 }));
    expect(rest).toMatchObject([{ amountMinor: 70 }]);
    expect(rest[0]).not.toHaveProperty('share');
  });

  it('is raised once for outages that are one, and in money where days are refused', () => {
    const first = decideBy(serviceOutagePolicy, outageOf(90), hour);
    const { orderId } = outageOf(90).purchase;
    const covers = first.outcome === 'none' ? [] : first.covers;
    const earlier = [{ remedyId: 'rem_1', orderId, at: '2026-11-20T20:00:00Z', parts: partsOf(first), covers }];
    const longer = partsOf(decideBy(serviceOutagePolicy, outageOf(180), hour, { earlier }));
    expect(partsOf(first)).toMatchObject([{ amountMinor: 100 }]);
    expect(longer.map((part) => ('amountMinor' in part ? part.amountMinor : 0)).every((minor) => minor < 10)).toBe(
      true,
    );
    const days = partsOf(decideBy(serviceOutagePolicy, outageFailure(), { ...hour, as: 'free-days' }));
    expect(days).toMatchObject([{ kind: 'entitlement', fallback: { amountMinor: 100, share: { isLeast: true } } }]);
  });
});

describe('the minutes without Wi-Fi', () => {
  const little = { ...session, wifi: { ...session.wifi, purchasedMinutes: 600, usableMinutes: 594 } };

  it('are raised to the least where a share is given, and the whole price needs none', () => {
    const least = { leastShareMinor: { [session.purchase.currency]: 150 } };
    const share = { unit: 'seconds', lost: 360, of: 36_000, isLeast: true };
    const raised = partsOf(decideBy(wifiSessionPolicy, little, { share: 'unused', ...least }));
    expect(raised).toMatchObject([{ amountMinor: 150, share }]);
    expect(partsOf(decideBy(wifiSessionPolicy, little, least))[0]).not.toHaveProperty('share');
  });
});

it('a film of a subscription says of how many it is one', () => {
  const month = { periodStart: '2026-11-01T00:00:00Z', periodEnd: '2026-12-01T00:00:00Z' };
  const purchase = { ...sampleVideoPlaybackFailure.purchase, amountMinor: 999, subscription: month };
  const watched = { ...sampleVideoPlaybackFailure, purchase };
  const parts = partsOf(decideBy(videoPlaybackFailed.policy, watched, { leastForSubscriberMinor: { GBP: 80 } }));
  expect(parts).toMatchObject([{ amountMinor: 80, share: { unit: 'films', lost: 1, of: 30, isLeast: true } }]);
});
