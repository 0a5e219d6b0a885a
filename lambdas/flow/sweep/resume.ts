import type { ControlsStore } from '../../ledger/port/controls-store';
import { noticePatienceMs } from '../../ledger/due';
import type { RemedyRecord, NoticeTemplate } from '../../ledger/remedy-record';
import { moveNotice } from '../../ledger/transitions';
import { unreachable } from '../../model/unreachable';
import { fallBack } from './fallback';
import { pollPending, resolveUnknown } from './resolve-unknown';
import type { CachedControls } from '../decide/cached-controls';
import { execute, executeApproved, type ExecutePorts } from '../fulfil/execute';
import { reschedule } from '../record/reschedule';
import { handleOverdue } from './overdue';
import { saveOwn } from '../record/save-own';
import { tell } from '../record/publish';
import { escalateHold } from './escalate-hold';

export interface ResumePorts extends ExecutePorts {
  readonly controls: CachedControls;
  readonly controlsStore: Pick<ControlsStore, 'readControls'>;
}

/**
 * Takes up one waiting remedy where it was left: asks, tells, carries out what was decided. It never decides again, and
 * never makes a second key for what may have been paid under the first.
 */
export async function resume(record: RemedyRecord, ports: ResumePorts, deadlineMs: number): Promise<void> {
  const told = record.unpublished ? await tell(record, ports) : record;
  if (told === 'stale') return;
  const noticed = await settleNotices(told, ports);
  const settled = noticed === 'stale' ? noticed : await handleOverdue(noticed, ports);
  if (settled === 'stale' || settled.dueAt === undefined || Date.parse(settled.dueAt) > ports.clock().getTime()) return;
  await step(settled, ports, deadlineMs);
}

async function step(record: RemedyRecord, ports: ResumePorts, deadlineMs: number): Promise<void> {
  switch (record.state) {
    case 'held': {
      const released = await escalateHold(record, ports);
      return released && step(released, ports, deadlineMs);
    }
    case 'approved':
      if (await isOff(record, ports)) return reschedule(record, 'its type is switched off', ports);
      return executeApproved(record, ports, deadlineMs);
    case 'fallback':
      if (await isOff(record, ports)) return reschedule(record, 'its type is switched off', ports);
      return execute(record, ports, deadlineMs);
    case 'executing':
      return execute(record, ports, deadlineMs);
    case 'unknown':
      return resolveUnknown(record, ports, deadlineMs);
    case 'pending':
      return pollPending(record, ports);
    case 'declined':
    case 'late-failed':
      return fallBack(record, ports);
    case 'issued':
    case 'rejected':
    case 'needs-attention':
      return;
    default:
      return unreachable(record.state);
  }
}

/** A run of the sweep is longer than what it read at its beginning may be old. */
async function isOff(
  { type, customerId }: RemedyRecord,
  { controls, controlsStore, clock }: ResumePorts,
): Promise<boolean> {
  if (controls.areStale(clock())) controls.remember(await controlsStore.readControls(), clock());
  return controls.modeFor(type, customerId) === 'off';
}

/** A mail whose attempt did not come back, or whose delivery nobody confirmed, is in doubt from then on. */
async function settleNotices(record: RemedyRecord, ports: ResumePorts): Promise<RemedyRecord | 'stale'> {
  const { clock, newToken, ledger, observer } = ports;
  const overdue = (['sending', 'sent'] as const).flatMap((state) => overdueNotices(record, state, clock()));
  let settled = record;
  for (const { template, why } of overdue) {
    const notice = { ...settled.notices[template], state: 'unknown', at: clock().toISOString() } as const;
    settled = moveNotice(settled, template, notice, why, newToken());
    if ((await saveOwn(settled, ledger)) === 'stale') return 'stale';
    observer.step({ step: 'apology-unknown', remedyId: record.remedyId, failureType: record.type });
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
