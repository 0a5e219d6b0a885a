import type { Awaited } from '../../model/decision';
import type { RemedyRecord, Hold } from '../../ledger/remedy-record';
import { withHold, withRelease } from '../../ledger/transitions';
import { stamp } from '../record/write-stamp';
import { saveOwn } from '../record/save-own';
import { saveAndPublish, type PublishPorts } from '../record/publish';

/** How long after an escalation that nobody answered the next one comes: twice as long every time, and a week at most. */
const escalateAgainMs = 12 * 60 * 60 * 1000;
const longestSilenceMs = 7 * 24 * 60 * 60 * 1000;

/**
 * Looks after a remedy that is held: for a person, or for something that is still to come.
 *
 * @returns the approved entry, where the wait is over and it was decided beforehand that it is given then
 */
export async function escalateHold(record: RemedyRecord, ports: PublishPorts): Promise<RemedyRecord | undefined> {
  const { hold } = record;
  if (!hold) throw new Error(`${record.remedyId} is held, and nothing says for how long`);
  const now = ports.clock().getTime();
  if (hold.awaits && Date.parse(hold.awaits.until) <= now) return endWait(record, hold.awaits, ports);
  if (Date.parse(hold.escalateAt) <= now) await escalate(record, hold, ports);
  return undefined;
}

async function endWait(
  record: RemedyRecord,
  { what, then }: Awaited,
  ports: PublishPorts,
): Promise<RemedyRecord | undefined> {
  ports.observer.step({ step: 'awaited-over', remedyId: record.remedyId, failureType: record.type });
  if (then === 'give') {
    const released = withRelease(record, `${what} was waited for and did not come`, stamp(ports));
    return (await saveOwn(released, ports.ledger)) === 'saved' ? released : undefined;
  }
  const why = `${what} was waited for and did not come: a person has to look`;
  await saveAndPublish(withHold({ ...record, unpublished: true }, { awaits: undefined }, why, stamp(ports)), ports);
  return undefined;
}

/** Nobody decided yet. Whoever is responsible hears of it again, and of it being late. */
async function escalate(record: RemedyRecord, hold: Hold, ports: PublishPorts): Promise<void> {
  const now = ports.clock();
  const isOverdue = now.getTime() >= Date.parse(hold.deadline);
  const silenceMs = Math.min(longestSilenceMs, escalateAgainMs * 2 ** Math.max(0, hold.escalations - 1));
  const next = isOverdue ? new Date(now.getTime() + silenceMs).toISOString() : hold.deadline;
  const change = { escalations: hold.escalations + 1, escalateAt: next };
  const why = isOverdue ? 'overdue: nobody decided before the deadline' : 'escalated: nobody decided yet';
  // Untold first, so that an escalation whose run dies before it was published is told by the next one.
  const escalated = withHold({ ...record, unpublished: true }, change, why, stamp(ports));
  if ((await saveAndPublish(escalated, ports)) === 'stale') return;
  const step = isOverdue ? 'hold-overdue' : 'hold-escalated';
  ports.observer.step({ step, remedyId: record.remedyId, failureType: record.type });
}
