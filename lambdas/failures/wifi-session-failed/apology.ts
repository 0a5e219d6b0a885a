import type { Apology } from '../../model/apology';
import type { GivenPart } from '../definition/failure-definition';
import { doneInWords, partSentences } from '../shared/part-sentences';
import type { WifiSessionFailure } from './contract';

/** No link and no form: a customer who has just lost the connection is asked for nothing. */
export function apologiseForWifiSession(failure: WifiSessionFailure, given: readonly GivenPart[]): Apology {
  const { flight, usableMinutes } = failure.wifi;
  const { locale, timeZone } = failure.customer;
  const done = doneInWords(given, locale);
  const had = failure.purchase.amountMinor > 0 ? 'You paid for Wi-Fi' : 'You were to have Wi-Fi';
  const happened = usableMinutes === 0 ? 'it never worked' : 'it stopped working on the way';
  return {
    subject: `We’re sorry about the Wi-Fi on ${flight}${done ? `. ${done.subject}` : ''}`,
    preview: `${had}, and ${happened}. That was our fault${done ? `, and ${done.preview}` : ''}.`,
    paragraphs: [
      `${had} on flight ${flight}, and ${happened}. That was our fault, and I’m sorry: you had counted on it.`,
      [...partSentences(given, locale, timeZone), 'There is nothing you need to do.'].join(' '),
    ],
  };
}
