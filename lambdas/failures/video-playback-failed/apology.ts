import type { Apology } from '../../model/apology';
import type { GivenPart } from '../definition/failure-definition';
import { moneyBack, partSentences } from '../shared/part-sentences';
import type { VideoPlaybackFailure } from './contract';

export function apologiseForVideoPlayback(failure: VideoPlaybackFailure, given: readonly GivenPart[]): Apology {
  const { title } = failure.playback;
  const { locale, timeZone } = failure.customer;
  const isForSubscriber = failure.purchase.subscription !== undefined;
  const refunded = moneyBack(
    given.filter(({ kind }) => kind === 'refund'),
    locale,
  );
  return {
    subject: `We’re sorry about “${title}”${refunded === undefined ? '' : `. Your ${refunded} is on its way back`}`,
    preview:
      refunded === undefined
        ? 'The film kept stopping. That was our fault.'
        : 'The film kept stopping. That was our fault, and your money is already on its way back.',
    paragraphs: [
      `You sat down to watch “${title}”, and it kept stopping to load. That was our fault, and I’m sorry we spoilt it.`,
      [
        ...partSentences(given, locale, timeZone),
        ...(isForSubscriber && refunded !== undefined
          ? ['That is for this film. Your subscription stays as it is.']
          : []),
        ...(given.length === 0 ? ['I wanted you to hear it from us.'] : []),
        'There is nothing you need to do.',
      ].join(' '),
    ],
  };
}
