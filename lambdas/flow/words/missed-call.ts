import type { MailContent } from '../../failures/definition/sentence';
import { say } from '../../failures/sentences/shared-sentences';
import { hasBegun, type Notice, type Notices } from '../../ledger/notice/notice';
import { liveParts, type AcceptedCall, type RemedyRecord } from '../../ledger/remedy-record';

/** A call that somebody had accepted for a time, and that did not come. */
export interface MissedCall {
  readonly how: 'phone' | 'writing';
  /** By when they were to call, and since when that was known. ISO 8601. */
  readonly accepted: AcceptedCall;
  /** Somebody tried, and reached nobody. */
  readonly isTried: boolean;
}

/** Undefined where none was missed, or another one is asked for in its place. */
export function missedCallOf(record: RemedyRecord): MissedCall | undefined {
  for (const { part, outcome, accepted } of liveParts(record)) {
    if (part.kind !== 'callback' || outcome.state !== 'declined' || !accepted) continue;
    const isTried = outcome.reason === 'customer-not-reached';
    return { how: part.channel === 'phone' ? 'phone' : 'writing', accepted, isTried };
  }
  return undefined;
}

/** Whether a mail promised a call that did not come: the apology, or one of its own. */
export function brokeItsWord(notices: Notices, record: RemedyRecord): boolean {
  const missed = missedCallOf(record);
  if (!missed) return false;
  return hasBegun(notices['call-accepted']) || promised(notices.apology, missed, record);
}

/** What is accepted later than the mail speaks of, it did not promise. */
function promised(promisedIn: Notice | undefined, missed: MissedCall, record: RemedyRecord): boolean {
  if (!promisedIn || !hasBegun(promisedIn)) return false;
  const spokenOf = record.history.find(({ version }) => version === promisedIn.recordVersion);
  return spokenOf !== undefined && spokenOf.at >= missed.accepted.at;
}

/** For a customer who was told by when somebody calls, where nobody has. */
export function missedCallContent({ how, accepted: { by }, isTried }: MissedCall): MailContent {
  const subject = [isTried ? say.notReachedSubject({ how }) : say.missedCallSubject({ how })];
  return {
    subject,
    preview: [say.missedCallPreview()],
    outcome: { headline: subject, arrival: [] },
    paragraphs: [
      [isTried ? say.notReached({ how, by }) : say.missedCall({ how, by })],
      [say.nothingToDo(), say.missedCallNext()],
    ],
  };
}
