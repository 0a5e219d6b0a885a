import { noticePatienceMs } from '../../ledger/due';
import type { RemedyRecord, NoticeTemplate } from '../../ledger/remedy-record';
import { moveNotice } from '../../ledger/transitions';
import { unreachable } from '../../model/unreachable';
import { fallBack } from './fallback';
import { pollPending, resolveUnknown } from './resolve-unknown';
import { execute, executeApproved, executeFallback, type ExecuteContext } from '../fulfil/execute';
import { publish, unchanged, write, type Write } from '../record/record-writer';
import { handleOverdue } from './overdue';
import { escalateHold } from './escalate-hold';

export type ResumeContext = ExecuteContext;

/**
 * Continues one waiting remedy where it was left: publishes, asks, carries out what was decided. It never decides
 * again, and never makes a second key for what may have been paid under the first.
 */
export async function resume(record: RemedyRecord, context: ResumeContext, deadlineMs: number): Promise<void> {
  const published = record.unpublished ? await publish(record, context) : unchanged(record);
  if (published.result === 'lost') return;
  const settled = await settleNotices(published.record, context);
  if (settled.result === 'lost') return;
  const handled = await handleOverdue(settled.record, context);
  if (handled.result === 'won' && isDue(handled.record, context.clock())) {
    await takeNextStep(handled.record, context, deadlineMs);
  }
}

function isDue({ dueAt }: RemedyRecord, now: Date): boolean {
  return dueAt !== undefined && Date.parse(dueAt) <= now.getTime();
}

async function takeNextStep(record: RemedyRecord, context: ResumeContext, deadlineMs: number): Promise<void> {
  switch (record.state) {
    case 'held': {
      const released = await escalateHold(record, context);
      return released && takeNextStep(released, context, deadlineMs);
    }
    case 'approved':
      return executeApproved(record, context, deadlineMs);
    case 'fallback':
      return executeFallback(record, context, deadlineMs);
    case 'executing':
      return execute(record, context, deadlineMs);
    case 'unknown':
      return resolveUnknown(record, context, deadlineMs);
    case 'pending':
      return pollPending(record, context);
    case 'declined':
    case 'late-failed':
      return fallBack(record, context);
    case 'issued':
    case 'rejected':
    case 'needs-attention':
      return;
    default:
      return unreachable(record.state);
  }
}

/** The state of a mail is unknown once its attempt did not come back, or nobody confirmed its delivery. */
async function settleNotices(record: RemedyRecord, context: ResumeContext): Promise<Write> {
  const now = context.clock();
  let settled = unchanged(record);
  for (const { template, why } of (['sending', 'sent'] as const).flatMap((state) =>
    overdueNotices(record, state, now),
  )) {
    if (settled.result === 'lost') return settled;
    const before = settled.record;
    const notice = { ...before.notices[template], state: 'unknown' } as const;
    settled = await write((stamp) => moveNotice(before, template, notice, why, stamp), context);
    if (settled.result === 'lost') return settled;
    context.observer.step({ step: 'apology-unknown', remedyId: record.remedyId, failureType: record.type });
  }
  return settled;
}

const noticeWhy = {
  sending: 'an attempt to send did not come back',
  sent: 'the mail service did not report a delivery within a day',
};

function overdueNotices(
  { notices }: RemedyRecord,
  state: 'sending' | 'sent',
  now: Date,
): { template: NoticeTemplate; why: string }[] {
  const templates = Object.keys(notices) as NoticeTemplate[];
  return templates
    .filter((template) => notices[template]?.state === state)
    .filter((template) => now.getTime() - Date.parse(notices[template]?.at ?? '') >= noticePatienceMs[state])
    .map((template) => ({ template, why: noticeWhy[state] }));
}
