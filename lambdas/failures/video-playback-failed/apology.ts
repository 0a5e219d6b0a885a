import type { Apology } from '../../model/apology';
import { localeInEnglish } from '../../model/locale-in-english';
import { formatMoney } from '../../model/money';
import type { Arrival } from '../../model/remedy';
import type { GivenPart } from '../failure-definition';
import type { VideoPlaybackFailure } from './contract';

export function apologiseForVideoPlayback(failure: VideoPlaybackFailure, given: readonly GivenPart[]): Apology {
  const { title } = failure.playback;
  const locale = localeInEnglish(failure.customer.locale);
  const back = given.map((part) => formatMoney(part, locale)).join(' and ');
  const arrival = given.map((part) => part.arrival).find((known) => known !== undefined);

  return {
    subject: `We’re sorry about “${title}”. Your ${back} is on its way back`,
    preview: 'The film kept stopping. That was our fault, and your money is already on its way back.',
    paragraphs: [
      `You sat down to watch “${title}”, and it kept stopping to load. That was our fault, and I’m sorry we spoilt it.`,
      `I’ve given you back the whole ${back} you paid. ${whenItArrives(arrival)} There is nothing you need to do.`,
    ],
  };
}

function whenItArrives(arrival: Arrival | undefined): string {
  if (!arrival) return 'It goes back to the way you paid.';
  const { minBusinessDays, maxBusinessDays } = arrival;
  return `It goes back to the way you paid, and should show there in ${minBusinessDays} to ${maxBusinessDays} business days, depending on your bank.`;
}
