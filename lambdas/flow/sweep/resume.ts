import { liveParts, type RemedyRecord, type RemedyState } from '../../ledger/remedy-record';
import type { RemedyPart } from '../../model/remedy';
import { unreachable } from '../../model/unreachable';
import { fallBack } from './fallback';
import { pollPending } from './poll-pending';
import { resolveUnknown } from './resolve-unknown';
import { ownedByAnother } from '../decide/claim-owners';
import { stoppedByAccount } from '../fulfil/account-breaker';
import { holdBack } from '../fulfil/hold-back';
import { execute, executeApproved, executeFallback, type ExecuteContext } from '../fulfil/execute';
import type { FlowContext } from '../record/flow-context';
import { leaveContradicted, leaveForeign } from '../fulfil/foreign-write';
import { withdrawnNow } from '../fulfil/stopped';
import { contradictionOf } from '../record/contradiction';
import { finish, isUnfinished, reschedule, unchanged } from '../record/record-writer';
import { handleOverdue } from './overdue';
import { askAboutReports, isAskedAbout } from '../inbound/reported-failures';
import { retryParts } from './retry-parts';
import { mayBeGiven } from './awaited-event';
import { escalateHold } from './escalate-hold';

export type ResumeContext = ExecuteContext & Pick<FlowContext, 'payments' | 'marks'>;

/**
 * Continues one waiting remedy where it was left: publishes, asks, carries out what was decided. It never decides
 * again, and never makes a second key for what may have been paid under the first.
 */
export async function resume(record: RemedyRecord, context: ResumeContext, deadlineMs: number): Promise<void> {
  if (record.doubt) return leaveForeign(record, record.doubt, context);
  const published = isUnfinished(record) ? await finish(record, context) : unchanged(record);
  if (published.result === 'lost') return;
  const handled = await handleOverdue(published.record, context);
  if (handled.result === 'lost') return;
  // Whoever hears that something failed hears it before another way is found.
  if (isAskedAbout(handled.record, context.clock())) return askAboutReports(handled.record, context);
  if (isDue(handled.record, context.clock())) await takeNextStep(handled.record, context, deadlineMs);
}

function isDue({ dueAt }: RemedyRecord, now: Date): boolean {
  return dueAt !== undefined && Date.parse(dueAt) <= now.getTime();
}

async function takeNextStep(record: RemedyRecord, context: ResumeContext, deadlineMs: number): Promise<void> {
  const stopped = asksAccount[record.state] ? stoppedByAccount(livingParts(record), context) : undefined;
  if (stopped) return reschedule(record, stopped.why, context);
  const contradiction = isCompared[record.state] ? await contradictionOf(record, context) : undefined;
  if (contradiction !== undefined) return leaveContradicted(record, contradiction, context);
  switch (record.state) {
    case 'held': {
      const released = await escalateHold(record, context);
      return released && takeNextStep(released, context, deadlineMs);
    }
    case 'approved':
      if (await waitsForAccount(record, context)) return;
      if (!(await mayBeGiven(record, context))) return;
      // A person who approved has looked. From now on others are held.
      await ownedByAnother(livingParts(record), record, context.ledger);
      const withdrawn = await withdrawnNow(record, context);
      if (withdrawn) return holdBack(record, withdrawn, context);
      return executeApproved(record, context, deadlineMs);
    case 'fallback':
      if (!(await mayBeGiven(record, context))) return;
      return executeFallback(record, context, deadlineMs);
    case 'executing':
      return record.retry ? retryParts(record, context, deadlineMs) : execute(record, context, deadlineMs);
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

/** What an account in trouble keeps from being given is held, and nobody is asked about it. */
async function waitsForAccount(record: RemedyRecord, context: ResumeContext): Promise<boolean> {
  const stopped = stoppedByAccount(livingParts(record), context);
  if (stopped) await holdBack(record, stopped, context);
  return stopped !== undefined;
}

/** States of what may have been given or begun. The next step asks about it, and an account in trouble does not say. */
const asksAccount: Readonly<Record<RemedyState, boolean>> = {
  unknown: true,
  pending: true,
  declined: true,
  'late-failed': true,
  held: false,
  approved: false,
  executing: false,
  fallback: false,
  issued: false,
  rejected: false,
  'needs-attention': false,
};

/** States of which the next step may seal another version, and may end in another request. */
const isCompared: Readonly<Record<RemedyState, boolean>> = {
  held: true,
  approved: true,
  executing: true,
  unknown: true,
  fallback: true,
  declined: true,
  'late-failed': true,
  pending: false,
  issued: false,
  rejected: false,
  'needs-attention': false,
};

function livingParts(record: RemedyRecord): RemedyPart[] {
  const unsettled = liveParts(record).filter(({ outcome }) => outcome.state !== 'succeeded');
  return unsettled.map(({ part }) => part);
}
