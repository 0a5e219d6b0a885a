import type { Approval, RemedyRecord } from '../../ledger/remedy-record';
import type { HeldIncident, IncidentVerdict } from '../../ledger/incident';
import { moveRemedy, withApproval } from '../../ledger/transitions';
import { providerMs } from '../fulfil/fulfil';
import { stoppedNow } from '../fulfil/stopped';
import { keepMessage } from '../record/customer-message';
import { inParallel } from '../record/in-parallel';
import type { FlowContext } from '../record/flow-context';
import { write, writeAndPublish } from '../record/record-writer';
import { resume, type ResumeContext } from './resume';
import { hourMs, minuteMs } from '../../model/durations';

export type IncidentContext = ResumeContext & Pick<FlowContext, 'incidents' | 'waiting' | 'pace'>;

/** How many remedies of an incident are read at a time, and how many are worked on at once. */
const batch = 200;
const atOnce = 8;

/**
 * How soon a decided incident is looked at again: what fails late because of it still follows the decision. Stragglers
 * grow rare with time, and so do the looks: one after a twentieth of the time since the decision.
 */
const firstPollMs = 5 * minuteMs;
const pollShare = 1 / 20;

/** Follows the decision on an incident for all that waits with it, or reminds the people who have to decide. */
export async function drainIncident(
  incidentId: string,
  context: IncidentContext,
  hasTime: () => boolean,
): Promise<void> {
  const incident = await context.incidents.readIncident(incidentId);
  const now = context.clock();
  if (incident?.dueAt === undefined || Date.parse(incident.dueAt) > now.getTime()) return;
  if (!incident.decided) return remind(incident, context);
  const isDrained = await drain(incidentId, incident.decided, context, hasTime);
  if (!isDrained) return;
  const drainedMs = context.clock().getTime();
  const sinceMs = drainedMs - Date.parse(incident.decided.at);
  const dueAt = new Date(drainedMs + Math.max(firstPollMs, sinceMs * pollShare)).toISOString();
  await context.incidents.saveIncident({ ...incident, version: incident.version + 1, dueAt });
}

async function remind(incident: HeldIncident, context: IncidentContext): Promise<void> {
  const now = context.clock();
  const isOverdue = now.getTime() >= Date.parse(incident.deadline);
  const dueAt = isOverdue ? new Date(now.getTime() + 12 * hourMs).toISOString() : incident.deadline;
  const escalations = incident.escalations + 1;
  const version = incident.version + 1;
  if ((await context.incidents.saveIncident({ ...incident, escalations, dueAt, version })) === 'stale') return;
  const step = isOverdue ? 'hold-overdue' : 'hold-escalated';
  context.observer.step({ step, incidentId: incident.incidentId });
}

/** @returns whether nothing was left of it */
async function drain(
  incidentId: string,
  verdict: IncidentVerdict,
  context: IncidentContext,
  hasTime: () => boolean,
): Promise<boolean> {
  const seen = new Set<string>();
  for (;;) {
    const cohort = await context.waiting.cohort(incidentId, batch);
    const fresh = cohort.flatMap((waiting) =>
      waiting.kind === 'remedy' && !seen.has(waiting.remedyId) ? waiting : [],
    );
    // What the index still names although it was seen may lag, or could not be resumed: the next run finds out.
    if (fresh.length === 0) return cohort.length === 0;
    await inParallel(fresh, atOnce, async ({ customerId, remedyId }) => {
      if (!hasTime()) return;
      seen.add(remedyId);
      try {
        const record = await context.ledger.readRemedy(customerId, remedyId);
        if (record?.state === 'held' && record.hold?.withIncident) await follow(record, verdict, context);
      } catch (error) {
        // Trouble with one must not keep the others waiting.
        context.observer.trouble(remedyId, 'it could not follow its incident', error);
      }
    });
    if (!hasTime()) return false;
  }
}

async function follow(record: RemedyRecord, verdict: IncidentVerdict, context: IncidentContext): Promise<void> {
  if (verdict.verdict === 'rejected') {
    const why = `rejected with its incident by ${verdict.actor}: ${verdict.why}`;
    const decided = { ...record, hold: record.hold && { ...record.hold, message: undefined } };
    await writeAndPublish((stamp) => moveRemedy(decided, { to: 'rejected', why }, stamp), context);
    return;
  }
  if (await stoppedNow(record, context)) return;
  const { actor, at, why, message: text } = verdict;
  const message =
    text === undefined ? undefined : await keepMessage(record, { text, actor, messageId: `incident-${at}` }, context);
  const approval: Approval = { actor, at, why };
  const approved = await write((stamp) => withApproval(record, approval, stamp, message), context);
  if (approved.result === 'lost') return;
  context.observer.step({ step: 'hold-approved', remedyId: record.remedyId, failureType: record.type });
  await context.pace();
  await resume(approved.record, context, context.clock().getTime() + providerMs);
}
