import { dueForReports } from '../../ledger/due';
import type { PartRecord, RemedyRecord } from '../../ledger/remedy-record';
import { withParts } from '../../ledger/transitions';
import { dayMs, hourMs, minuteMs } from '../../model/durations';
import { pollPart } from '../ask/poll-part';
import type { ExecuteContext } from '../fulfil/execute';
import { applied, changeTo, type Change } from './apply-part-update';
import { write, writeAndPublish } from '../record/record-writer';

/** What nobody answers for so long is not asked about any more. The daily comparison reads the provider's own books. */
const longestAskingMs = 3 * dayMs;

/** Whether it is time to ask about one of its parts. */
export function isAskedAbout(record: RemedyRecord, now: Date): boolean {
  const due = dueForReports(record);
  return due !== undefined && Date.parse(due) <= now.getTime();
}

/**
 * Asks whoever gave a part whether it failed, as a webhook says. The answer is followed, and not the webhook: who has
 * its secret could otherwise have customers mailed what is not true.
 */
export async function askAboutReports(record: RemedyRecord, context: ExecuteContext): Promise<void> {
  const now = context.clock();
  const part = record.parts.find(({ reported }) => reported?.state === 'to-ask' && reported.askAt <= now.toISOString());
  if (!part) return;
  const found = await pollPart(record, part, context);
  switch (found.state) {
    case 'declined': {
      const change = changeTo(record, { ...part, reported: undefined, outcome: found }, now);
      if (change.trouble !== undefined) alertPerson(record, change.trouble, context);
      await writeAndPublish((stamp) => applied(record, change, stamp), context);
      return;
    }
    case 'unreachable':
    case 'unknown':
      if (isTooLong(part, now)) return deny(record, part, 'for three days nobody could say so', context);
      return noteAnswer(record, askedLater(part, now), 'nobody could say whether it failed', context);
    case 'succeeded':
    case 'pending':
    case 'not-found':
      return deny(record, part, `whoever gave it says that it is ${found.state}`, context);
  }
}

function deny(record: RemedyRecord, part: PartRecord, why: string, context: ExecuteContext): Promise<void> {
  alertPerson(record, `a webhook said that part ${part.number} failed, and ${why}`, context);
  const denied: PartRecord = { ...part, reported: { state: 'denied', at: context.clock().toISOString() } };
  return noteAnswer(record, denied, `part ${part.number} did not fail as a webhook says: ${why}`, context);
}

async function noteAnswer(record: RemedyRecord, part: PartRecord, why: string, context: ExecuteContext): Promise<void> {
  const parts: Change['parts'] = record.parts.map((other) => (other.number === part.number ? part : other));
  await write((stamp) => withParts(record, parts, why, stamp), context);
}

/** Less and less often. */
function askedLater(part: PartRecord, now: Date): PartRecord {
  const { reported } = part;
  if (reported?.state !== 'to-ask') return part;
  const sinceMs = now.getTime() - Date.parse(reported.saidAt);
  const waitMs = Math.min(6 * hourMs, Math.max(2 * minuteMs, sinceMs));
  return { ...part, reported: { ...reported, askAt: new Date(now.getTime() + waitMs).toISOString() } };
}

function isTooLong({ reported }: PartRecord, now: Date): boolean {
  return reported?.state === 'to-ask' && now.getTime() - Date.parse(reported.saidAt) >= longestAskingMs;
}

/** No state of the remedy shows it, so an alarm has to. */
function alertPerson({ remedyId, type: failureType }: RemedyRecord, why: string, { observer }: ExecuteContext): void {
  observer.trouble(remedyId, why, undefined);
  observer.step({ step: 'contradicted', remedyId, failureType, why });
}
