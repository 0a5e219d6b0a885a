import * as z from 'zod/mini';
import type { PolicyDecision } from '../../model/decision';
import { dayMs } from '../../model/durations';
import { aboutUsd, amountsSchema } from '../../model/limits';
import { proRata } from '../../model/shares';
import { apologyOnly } from '../shared/give-or-hold';
import { anotherGivenBefore, anotherOne } from '../in-kind/another-one';
import { inKindDefaults, inKindOptionsShape } from '../in-kind/give-in-kind';
import { raisedShare } from '../shared/raised-share';
import { refundUpTo } from '../shared/refund-up-to';
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
  ...inKindOptionsShape,
  /**
   * How the price of a rental is given back: as a refund, or as another rental, by the partner who keeps the rentals.
   * Where less than the price is left, and where the rental is refused, it is refunded. A subscriber can watch the film
   * again anyway, and gets money.
   *
   * @default 'refund'
   */
  as: z.enum(['refund', 'rental']),
  /**
   * How many films a period of a subscription pays for: a subscriber's film is worth the price divided by so many.
   * `null`: as many as the period has days.
   *
   * @default null
   */
  filmsPerPeriod: z.nullable(z.int().check(z.positive(), z.lte(100_000))),
  /**
   * The least a subscriber gets back for a film, in minor units by currency, because the share of a month's fee can be
   * a few pennies. Never more than was paid. Nothing in a currency without an amount.
   *
   * @default about one US dollar
   */
  leastForSubscriberMinor: amountsSchema,
  /**
   * What follows where nothing was paid, or nothing is left to give back: an apology without money, or nothing at all.
   *
   * @default 'apology'
   */
  withoutMoney: z.enum(['apology', 'none']),
  /**
   * What follows where the film stalled for less than `minStalledSeconds`: an apology without money, or nothing at all.
   *
   * @default 'none'
   */
  shortStall: z.enum(['apology', 'none']),
});

export type VideoPlaybackOptions = z.infer<typeof optionsSchema>;

export const videoPlaybackPolicy: Policy<VideoPlaybackFailure, VideoPlaybackOptions> = {
  version: 6,
  optionsSchema,
  defaults: {
    ...commonDefaults,
    ...inKindDefaults,
    as: 'refund',
    minStalledSeconds: 30,
    filmsPerPeriod: null,
    leastForSubscriberMinor: aboutUsd(1),
    withoutMoney: 'apology',
    shortStall: 'none',
  },
  decide: decideVideoPlaybackFailed,
};

/**
 * The full price of a film that kept stalling, however much of it could be watched: a spoilt evening cannot be refunded
 * in part. Of a subscription it is what one film is worth.
 */
function decideVideoPlaybackFailed(
  { purchase, playback }: VideoPlaybackFailure,
  view: PolicyView<VideoPlaybackOptions>,
): PolicyDecision {
  const { options, refundableMinor } = view;
  const lost = lostInWords(playback);

  if (playback.stalledSeconds < options.minStalledSeconds) {
    const tooShort = `${lost}, less than ${lengthInWords(options.minStalledSeconds)}`;
    return apologyOnly(playback.stalledSeconds > 0 ? options.shortStall : 'none', [tooShort]);
  }
  const nothingPaid = `nothing was paid for the ${purchase.subscription ? 'subscription' : 'rental'}`;
  if (purchase.amountMinor === 0) return apologyOnly(options.withoutMoney, [nothingPaid, lost]);
  if (purchase.subscription)
    return decideForSubscriber(purchase, purchase.subscription, lost, options, refundableMinor);
  const { amountMinor, currency, paymentId } = purchase;
  const refund = { kind: 'refund', amountMinor, currency, paymentId } as const;
  const right = { entitlementId: playback.rentalId, to: 'rental' } as const;
  const rental = options.as === 'rental' ? anotherOne(right, purchase, refund, view) : undefined;
  if (rental) return { outcome: 'give', parts: [rental], reasons: [`another rental, because ${lost}`] };
  const doubt = anotherGivenBefore(purchase, right, view);
  if (doubt !== undefined) return { outcome: 'hold', parts: [refund], reasons: [doubt, `full price, because ${lost}`] };
  return {
    outcome: 'give',
    parts: [refund],
    reasons: [`full price, because ${lost}`],
  };
}

function decideForSubscriber(
  purchase: VideoPlaybackFailure['purchase'],
  { periodStart, periodEnd }: NonNullable<VideoPlaybackFailure['purchase']['subscription']>,
  lost: string,
  { filmsPerPeriod, leastForSubscriberMinor, withoutMoney }: VideoPlaybackOptions,
  refundableMinor: number,
): PolicyDecision {
  const days = Math.max(1, Math.round((Date.parse(periodEnd) - Date.parse(periodStart)) / dayMs));
  const films = filmsPerPeriod ?? days;
  const worthMinor = proRata(purchase.amountMinor, 1, films);
  const leastMinor = leastForSubscriberMinor[purchase.currency] ?? 0;
  const film = { unit: 'films', lost: 1, of: films } as const;
  const owed = raisedShare({ shareMinor: worthMinor, paidMinor: purchase.amountMinor, leastMinor }, film);
  const refund = refundUpTo(purchase, owed.amountMinor, refundableMinor);
  if (!refund) return apologyOnly(withoutMoney, ['the price of the period was given back before', lost]);
  const why =
    worthMinor >= leastMinor
      ? `the price of one of ${counted(films, 'film')} that the period pays for`
      : 'the least that a subscriber gets back for a film';
  const isLess = refund.amountMinor < owed.amountMinor;
  const part = owed.share && !isLess ? { ...refund, share: owed.share } : refund;
  return { outcome: 'give', parts: [part], reasons: [`${why}, because ${lost}`] };
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
