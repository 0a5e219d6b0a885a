import type { Awaited } from '../../model/decision';
import type { RemedyRecord, Hold } from '../../ledger/remedy-record';
import { escalatedAgainAt } from '../../ledger/due';
import { sellerWaitOver, waitedInVain } from '../../ledger/record-of';
import { withHold, withRelease } from '../../ledger/transitions';
import { askForAwaited, isAskedFor, type AwaitedEventContext } from './awaited-event';
import { announceWaiting, halfOfClock } from '../words/announce-waiting';
import { write, writeAndPublish, type PublishContext } from '../record/record-writer';

/**
 * Handles a remedy that is held: for a person, or for something that is still to come.
 *
 * @returns the approved record, where the wait is over and it was decided beforehand that it is given then
 */
export async function escalateHold(
  record: RemedyRecord,
  context: AwaitedEventContext,
): Promise<RemedyRecord | undefined> {
  const { hold } = record;
  if (!hold) throw new Error(`${record.remedyId} is held, and nothing says for how long`);
  const now = context.clock().getTime();
  if (hold.awaits && Date.parse(hold.awaits.until) <= now) return endWait(record, hold.awaits, context);
  if (hold.announceAt !== undefined && Date.parse(hold.announceAt) <= now) await announceWaiting(record, context);
  else if (isAskedFor(hold.awaits)) return askForAwaited(record, hold.awaits, context);
  else if (Date.parse(hold.escalateAt) <= now) await escalate(record, hold, context);
  return undefined;
}

async function endWait(
  record: RemedyRecord,
  { what, then }: Awaited,
  context: PublishContext,
): Promise<RemedyRecord | undefined> {
  context.observer.step({ step: 'awaited-over', remedyId: record.remedyId, failureType: record.type });
  if (then === 'give') {
    const why = `${what} was waited for and did not come`;
    const released = await write((stamp) => withRelease(record, why, stamp), context);
    return released.result === 'won' ? released.record : undefined;
  }
  const why = `${what} was waited for and did not come: a person has to look`;
  const announceAt = record.announced === 1 ? halfOfClock(record, context.clock()) : record.hold?.announceAt;
  const change = { ...waitedInVain, ...sellerWaitOver(record, 'silent'), announceAt };
  await writeAndPublish((stamp) => withHold({ ...record, unpublished: true }, change, why, stamp), context);
  return undefined;
}

/** Nobody decided yet. It is published again, and reported as late once it is. */
async function escalate(record: RemedyRecord, hold: Hold, context: PublishContext): Promise<void> {
  const now = context.clock();
  const isOverdue = now.getTime() >= Date.parse(hold.deadline);
  const change = { escalations: hold.escalations + 1, escalateAt: escalatedAgainAt(hold, now) };
  const why = isOverdue ? 'overdue: nobody decided before the deadline' : 'escalated: nobody decided yet';
  // Marked as unpublished, so that the next run publishes an escalation whose run died before it could.
  const unpublished = { ...record, unpublished: true };
  const escalated = await writeAndPublish((stamp) => withHold(unpublished, change, why, stamp), context);
  if (escalated.result === 'lost') return;
  const step = isOverdue ? 'hold-overdue' : 'hold-escalated';
  context.observer.step({ step, remedyId: record.remedyId, failureType: record.type });
}
