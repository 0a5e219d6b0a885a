import type { MailContent } from '../../failures/definition/sentence';
import { say } from '../../failures/sentences/shared-sentences';
import { hasBegun, hasLeft, type Notice, type Notices } from '../../ledger/notice/notice';
import { liveParts, type RemedyRecord } from '../../ledger/remedy-record';
import { minuteMs } from '../../model/durations';

/** A call that somebody has accepted for a time, and that is still to come. */
export interface ComingCall {
  readonly how: 'phone' | 'writing';
  /** By when they call. ISO 8601. */
  readonly by: string;
  /** When it was recorded that they do. ISO 8601. */
  readonly acceptedAt: string;
}

/** Undefined where none is known to come: nobody has accepted one, it was made, or it is late. */
export function comingCallOf(record: RemedyRecord): ComingCall | undefined {
  for (const { part, outcome, accepted, overdueSince } of liveParts(record)) {
    if (part.kind !== 'callback' || outcome.state !== 'pending' || !accepted || overdueSince !== undefined) continue;
    return { how: part.channel === 'phone' ? 'phone' : 'writing', by: accepted.by, acceptedAt: accepted.at };
  }
  return undefined;
}

/** What comes sooner comes before a mail about it is read. */
const leastAheadMs = 5 * minuteMs;

/** Whether a mail about the call that is to come would be read after it. */
export function isTooLate(record: RemedyRecord, now: Date): boolean {
  const call = comingCallOf(record);
  return call === undefined || Date.parse(call.by) - now.getTime() < leastAheadMs;
}

/**
 * The mail that would have promised this call, had it been accepted before. What has not left yet says it itself, and
 * nobody is written to again who did not get that mail, or did not want it.
 */
export function leftWithoutCall(record: RemedyRecord, notices: Notices): Notice | undefined {
  const call = comingCallOf(record);
  const earlier = hasBegun(notices.apology) ? notices.apology : notices.resolution;
  if (record.state !== 'issued' || !call || !earlier) return undefined;
  const isUnwelcome = earlier.state === 'complained' || earlier.trouble !== undefined;
  // What is sent once more says it then.
  if (isUnwelcome || earlier.resend || !(earlier.state === 'sending' || hasLeft(earlier))) return undefined;
  return speaksOf(earlier, record, call) ? undefined : earlier;
}

/** Whether a mail speaks of a version of the record in which the call was accepted. */
function speaksOf({ recordVersion }: Notice, { history }: RemedyRecord, { acceptedAt }: ComingCall): boolean {
  const version = history.find((line) => line.version === recordVersion);
  return version !== undefined && version.at >= acceptedAt;
}

/** For a customer whose call somebody has accepted only after they were written to. */
export function lateCallContent({ how, by }: ComingCall): MailContent {
  const subject = [say.callTakenSubject({ how, by })];
  return {
    subject,
    preview: [say.callTakenPreview()],
    outcome: { headline: subject, arrival: [] },
    paragraphs: [
      [say.callTaken(), how === 'phone' ? say.callingBy({ by }) : say.writingBy({ by })],
      [say.nothingToDo(), say.callTakenNext()],
    ],
  };
}
