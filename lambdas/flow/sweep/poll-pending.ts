import { liveParts, stateOf, type PartRecord, type RemedyRecord } from '../../ledger/remedy-record';
import { withWhatFollows } from '../../ledger/record-of';
import { moveRemedy } from '../../ledger/transitions';
import { dayMs } from '../../model/durations';
import { isOfProvider } from '../../model/remedy';
import { pollPart, withdrawPart, type Found } from '../ask/poll-part';
import type { ExecuteContext } from '../fulfil/execute';
import { isAnnouncedNow, announceWaiting } from '../words/announce-waiting';
import { leaveToPerson, reschedule, writeAndPublish } from '../record/record-writer';

/** Banks take up to a month. What takes longer will not come without help. */
const longestPendingMs = 45 * dayMs;

/** The provider is still at it, and its webhook may have been lost. */
export async function pollPending(record: RemedyRecord, context: ExecuteContext): Promise<void> {
  const parts: PartRecord[] = [];
  for (const part of record.parts) {
    const found = part.outcome.state === 'pending' ? await pollOrWithdraw(record, part, context) : part.outcome;
    const isUpdate = found.state === 'succeeded' || found.state === 'declined';
    parts.push(isUpdate ? withWhatFollows({ ...part, outcome: found }, context.clock().toISOString()) : part);
  }
  const state = stateOf(liveParts({ parts }));
  const to = state === 'declined' ? 'late-failed' : state;
  if (state !== 'issued' && state !== 'declined') return waitOn(record, context);
  await writeAndPublish((stamp) => moveRemedy(record, { to, parts, why: `the provider says ${to}` }, stamp), context);
}

/** A partner that did not answer in time is told not to act, so that another way can be found. */
async function pollOrWithdraw(record: RemedyRecord, part: PartRecord, context: ExecuteContext): Promise<Found> {
  const found = await pollPart(record, part, context);
  if (found.state === 'succeeded' || found.state === 'declined' || !isLate(part, context.clock())) return found;
  context.observer.step({ step: 'part-overdue', remedyId: record.remedyId, failureType: record.type });
  return withdrawPart(record, part, context);
}

function isLate({ part, outcome }: PartRecord, now: Date): boolean {
  if (part.kind === 'callback' || isOfProvider(part) || outcome.state !== 'pending') return false;
  return outcome.answerBy !== undefined && Date.parse(outcome.answerBy) <= now.getTime();
}

async function waitOn(record: RemedyRecord, context: ExecuteContext): Promise<void> {
  const since = record.history.find(({ state }) => state === 'pending')?.at ?? record.committedAt;
  if (isAnnouncedNow(record, since, context)) return announceWaiting(record, context);
  if (context.clock().getTime() - Date.parse(since) < longestPendingMs) {
    return reschedule(record, 'the provider is still at it', context);
  }
  const why = 'the provider has been at it for 45 days: a person has to ask there';
  await leaveToPerson(record, why, context);
}
