import type { Apology } from '../../model/apology';
import type { GivenPart } from '../definition/failure-definition';
import { moneyBack, partSentences } from '../shared/part-sentences';
import type { WifiSessionFailure } from './contract';

/** No link and no form: a customer who has just lost the connection is asked for nothing. */
export function apologiseForWifiSession(failure: WifiSessionFailure, given: readonly GivenPart[]): Apology {
  const { flight, usableMinutes } = failure.wifi;
  const { locale, timeZone } = failure.customer;
  const refunded = moneyBack(
    given.filter(({ kind }) => kind === 'refund'),
    locale,
  );
  const happened = usableMinutes === 0 ? 'it never worked' : 'it stopped working on the way';
  return {
    subject: `We’re sorry about the Wi-Fi on ${flight}${refunded === undefined ? '' : `. Your ${refunded} is on its way back`}`,
    preview:
      refunded === undefined
        ? `You paid for Wi-Fi, and ${happened}. That was our fault.`
        : `You paid for Wi-Fi, and ${happened}. That was our fault, and your money is already on its way back.`,
    paragraphs: [
      `You paid for Wi-Fi on flight ${flight}, and ${happened}. That was our fault, and I’m sorry: you had counted on it.`,
      `${partSentences(given, locale, timeZone).join(' ')} There is nothing you need to do.`,
    ],
  };
}
