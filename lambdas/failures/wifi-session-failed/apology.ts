import type { MailContent } from '../definition/sentence';
import type { GivenPart } from '../definition/failure-definition';
import { outcomeSubject, partSentences } from '../sentences/part-sentences';
import { say as shared } from '../sentences/shared-sentences';
import type { WifiSessionFailure } from './contract';
import { wifiSessionWords } from './words';

const { say } = wifiSessionWords;

/** No link and no form: a customer who has just lost the connection is asked for nothing. */
export function apologiseForWifiSession(failure: WifiSessionFailure, given: readonly GivenPart[]): MailContent {
  const { flight, usableMinutes } = failure.wifi;
  const was = failure.purchase.amountMinor > 0 ? 'paid' : 'included';
  const lost = usableMinutes === 0 ? 'whole' : 'part';
  return {
    subject: [...outcomeSubject(given), say.sorry({ flight })],
    preview: [say.preview({ flight }), shared.nothingToDo()],
    paragraphs: [
      [say.happened({ flight, was, lost }), say.fault()],
      [shared.nothingToDo(), ...partSentences(given, failure.customer.timeZone)],
    ],
  };
}
