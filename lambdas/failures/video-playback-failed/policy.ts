import * as z from 'zod/mini';
import type { PolicyDecision } from '../../model/decision';
import { counted, lengthInWords } from '../shared/length-in-words';
import { commonDefaults, commonOptionsShape, type Policy, type PolicyView } from '../definition/policy';
import type { VideoPlaybackFailure } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  /**
   * A shorter stall does not spoil a film, and earns nothing.
   *
   * @default 30
   */
  minStalledSeconds: z.number().check(z.nonnegative()),
});

export type VideoPlaybackOptions = z.infer<typeof optionsSchema>;

export const videoPlaybackPolicy: Policy<VideoPlaybackFailure, VideoPlaybackOptions> = {
  version: 2,
  optionsSchema,
  defaults: { ...commonDefaults, minStalledSeconds: 30 },
  decide: decideVideoPlaybackFailed,
};

/**
 * The full price of a film that kept stalling, however much of it could be watched: a spoilt evening cannot be refunded
 * in part.
 */
function decideVideoPlaybackFailed(
  { purchase, playback }: VideoPlaybackFailure,
  { options }: PolicyView<VideoPlaybackOptions>,
): PolicyDecision {
  const { amountMinor, currency, paymentId } = purchase;
  const lost = lostInWords(playback);

  if (playback.stalledSeconds < options.minStalledSeconds) {
    return { outcome: 'none', reasons: [`${lost}, less than ${lengthInWords(options.minStalledSeconds)}`] };
  }
  if (amountMinor === 0) return { outcome: 'none', reasons: ['nothing was paid for the rental'] };
  return {
    outcome: 'give',
    parts: [{ kind: 'refund', amountMinor, currency, paymentId }],
    reasons: [`full price, because ${lost}`],
  };
}

/** `9 minutes of 145 were lost`, or `more than 9 minutes of 145 were lost` where some seconds remain. */
function lostInWords({ stalledSeconds, durationSeconds }: VideoPlaybackFailure['playback']): string {
  const minutes = Math.floor(stalledSeconds / 60);
  const filmMinutes = Math.round(durationSeconds / 60);
  if (minutes === 0 || filmMinutes === 0) {
    const seconds = Math.floor(stalledSeconds);
    return `${counted(seconds, 'second')} of ${lengthInWords(durationSeconds)} ${seconds === 1 ? 'was' : 'were'} lost`;
  }
  const more = stalledSeconds > minutes * 60 ? 'more than ' : '';
  return `${more}${counted(minutes, 'minute')} of ${filmMinutes} ${minutes === 1 ? 'was' : 'were'} lost`;
}
