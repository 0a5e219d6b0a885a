import {
  causeKey,
  countWriter,
  type AmplifiedCause,
  type Amplification,
} from '../../channels/amplification/amplification';
import type { CauseStore } from '../../channels/amplification/cause-store';
import type { InboundMessage } from '../../channels/port/inbound-message';
import { minuteMs } from '../../model/durations';
import { RetryableError } from '../record/retryable-error';

/** Where it is remembered who writes about what, and when that is an incident. */
export interface CauseWatch {
  readonly causes: CauseStore;
  readonly amplification: Amplification;
}

/** Others who write about the same cause were quicker, again and again. */
export class CauseBusyError extends RetryableError {
  override readonly name = 'CauseBusyError';
}

/** Two are read at once, so it is seldom that one is not the first. */
const mostTries = 8;

/**
 * Counts one more person who writes about a cause.
 *
 * @returns the incident, where it is one by now
 * @throws CauseBusyError where it has to be delivered again
 */
export async function watchCause(
  message: InboundMessage,
  cause: string,
  { causes, amplification }: CauseWatch,
  now: Date,
): Promise<AmplifiedCause | undefined> {
  const key = causeKey(message, cause);
  const forgottenAt = new Date(now.getTime() + amplification.withinMinutes * minuteMs);
  for (let tries = 0; tries < mostTries; tries++) {
    const before = (await causes.find(key)) ?? { key, writers: [], version: 0 };
    const { record, amplified } = countWriter(before, message, amplification, now);
    if ((await causes.save(record, forgottenAt)) === 'saved') return amplified;
  }
  throw new CauseBusyError('too many people write about one cause at once');
}
