import { jsonOf } from '../../model/written/json-of';
import type { ReceivedSignals, SignalDoor } from '../definition/signal-door';
import type { HealthSignal } from './health-signal';
import { isPagerSignature, pagerHeader, pagerSignals } from './pager';
import { healthSignalsIn, isServiceEvent } from './service-events';
import { isTokenOf, statusPageSignals } from './status-page';

/** The query in which the URL of a status page has its token. */
const tokenName = 'page';

/** A pager's webhooks, by their signature, and a status page's, by the token in their URL. */
export const healthDoor: SignalDoor<HealthSignal> = {
  detector: 'health',
  isSigned: ({ headers, query }) => headers[pagerHeader] !== undefined || query[tokenName] !== undefined,
  receive: ({ headers, query, rawBody }, secret) => {
    const signature = headers[pagerHeader];
    if (signature !== undefined) {
      if (isPagerSignature(secret, signature, rawBody)) return pagerSignals(jsonOf(rawBody));
      return { type: 'invalid-signature', why: 'the signature does not match the body' };
    }
    if (isTokenOf(secret, query[tokenName] ?? '')) return statusPageSignals(jsonOf(rawBody));
    return { type: 'invalid-signature', why: 'the token of the URL is not ours' };
  },
  read: ({ rawBody }) => readRecorded(jsonOf(rawBody)),
};

/** What was recorded may be of any source, events of the bus among them. */
function readRecorded(body: unknown): ReceivedSignals<HealthSignal> {
  if (isServiceEvent(body)) return healthSignalsIn(body);
  const ofPager = pagerSignals(body);
  return ofPager.type === 'invalid-payload' ? statusPageSignals(body) : ofPager;
}
