import type { Apology } from '../../model/apology';
import type { GivenPart } from '../definition/failure-definition';
import { doneInWords, partSentences } from '../shared/part-sentences';
import type { VideoPlaybackFailure } from './contract';

export function apologiseForVideoPlayback(failure: VideoPlaybackFailure, given: readonly GivenPart[]): Apology {
  const { title } = failure.playback;
  const { locale, timeZone } = failure.customer;
  const isForSubscriber = failure.purchase.subscription !== undefined;
  const done = doneInWords(given, locale);
  const isRefunded = given.some(({ kind }) => kind === 'refund' || kind === 'cancellation');
  return {
    subject: `We’re sorry about “${title}”${done ? `. ${done.subject}` : ''}`,
    preview: `The film kept stopping. That was our fault${done ? `, and ${done.preview}` : ''}.`,
    paragraphs: [
      `You sat down to watch “${title}”, and it kept stopping to load. That was our fault, and I’m sorry we spoilt it.`,
      [
        ...partSentences(given, locale, timeZone),
        ...(isForSubscriber && isRefunded ? ['That is for this film. Your subscription stays as it is.'] : []),
        ...(given.length === 0 ? ['I wanted you to hear it from us.'] : []),
        'There is nothing you need to do.',
      ].join(' '),
    ],
  };
}
