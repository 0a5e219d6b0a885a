import type { Decision } from '../../model/decision';
import type { VideoPlaybackFailure } from './contract';

/** A film that stood still for less was watched with a hiccup, not spoilt. */
const minStalledSeconds = 30;

const policyVersion = 'VideoPlaybackFailed/1';

/** A film that stuttered is given back whole, however much of it could be watched: an evening cannot be given back by shares. */
export function decideVideoPlaybackFailed({ purchase, playback }: VideoPlaybackFailure): Decision {
  const { amountMinor, currency, paymentId } = purchase;
  const stalled = `the picture stood still for ${wholeSeconds(playback.stalledSeconds)} of ${wholeSeconds(playback.durationSeconds)}`;

  if (playback.stalledSeconds < minStalledSeconds) {
    return { outcome: 'none', reasons: [`${stalled}, less than ${wholeSeconds(minStalledSeconds)}`], policyVersion };
  }
  if (amountMinor === 0) {
    return { outcome: 'none', reasons: ['nothing was paid for the rental'], policyVersion };
  }
  return {
    outcome: 'give',
    parts: [{ kind: 'refund', amountMinor, currency, paymentId }],
    reasons: [`full price, because ${stalled}`],
    policyVersion,
  };
}

function wholeSeconds(seconds: number): string {
  return `${Math.round(seconds)} seconds`;
}
