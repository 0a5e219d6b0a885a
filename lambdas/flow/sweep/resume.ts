import type { RemedyRecord } from '../../ledger/remedy-record';
import { unreachable } from '../../model/unreachable';
import { fallBack } from './fallback';
import { pollPending, resolveUnknown } from './resolve-unknown';
import { execute, executeApproved, executeFallback, type ExecuteContext } from '../fulfil/execute';
import type { FlowContext } from '../record/flow-context';
import { finish, isUnfinished, unchanged } from '../record/record-writer';
import { handleOverdue } from './overdue';
import { mayBeGiven } from './awaited-event';
import { escalateHold } from './escalate-hold';

export type ResumeContext = ExecuteContext & Pick<FlowContext, 'payments'>;

/**
 * Continues one waiting remedy where it was left: publishes, asks, carries out what was decided. It never decides
 * again, and never makes a second key for what may have been paid under the first.
 */
export async function resume(record: RemedyRecord, context: ResumeContext, deadlineMs: number): Promise<void> {
  const published = isUnfinished(record) ? await finish(record, context) : unchanged(record);
  if (published.result === 'lost') return;
  const handled = await handleOverdue(published.record, context);
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
      if (!(await mayBeGiven(record, context))) return;
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
