import {
  covers,
  isOfApprover,
  isOver,
  wasReleasedBy,
  reopenedIncident,
  verdictStands,
  type HeldIncident,
  type IncidentVerdict,
} from '../../ledger/incident/incident';
import { limitOfVerdict } from '../../ledger/incident/limit-of-verdict';
import { budgetsFor } from '../../ledger/quota-lease';
import { spendingOn, takenBy, type Budget } from '../../ledger/budget';
import type { RemedyKey } from '../../ledger/port/ledger';
import type { Waiting } from '../../ledger/port/waiting-list';
import type { Approval, RemedyRecord } from '../../ledger/remedy-record';
import { whyOfDoubt, type Doubt } from '../../ledger/seal/seals';
import { withApproval, withHold } from '../../ledger/transitions';
import { hourMs, minuteMs } from '../../model/durations';
import { whyRejected } from '../../model/judging/reason-code';
import { ownedByAnother } from '../decide/claim-owners';
import { providerMs } from '../fulfil/fulfil';
import { rejection } from '../fulfil/rejection';
import { stoppedNow } from '../fulfil/stopped';
import { keepMessageOfVerdict } from '../words/message-to-all';
import type { FlowContext } from '../record/flow-context';
import { leaveForeign } from '../fulfil/foreign-write';
import { inParallel } from '../record/in-parallel';
import { write, writeAndPublish } from '../record/record-writer';
import type { ReopenContext } from '../record/reopen';
import { followVerdict } from '../words/follow-verdict';
import { resume, type ResumeContext } from './resume';

export type IncidentContext = ResumeContext & Pick<FlowContext, 'incidents' | 'waiting' | 'pace' | 'quota'>;

/** How many remedies of an incident are read at a time, and how many are worked on at once. */
const batch = 200;
const atOnce = 8;

/** The most that is read at once, however many of them were kept back. */
const mostRead = 5_000;

/**
 * How soon a decided incident is looked at again: what fails late because of it still follows the decision. Stragglers
 * grow rare with time, and so do the looks: one after a twentieth of the time since the decision. The last one is a day
 * after its span; whoever is held with it later has it looked at again.
 */
const firstPollMs = 5 * minuteMs;
const pollShare = 1 / 20;

/** Where a limit of the day keeps some back, or a switch, they are looked at so often. */
const keptBackMs = 15 * minuteMs;

/** How long a verdict that is none of ours is left alone. */
const foreignVerdictMs = 6 * hourMs;

/** How old a verdict may be that is being followed: it may be withdrawn while a run follows it. */
const oldestVerdictMs = 5_000;

/** Follows the verdict on an incident for what it covers, or reminds the people who have to decide. */
export async function drainIncident(
  incidentId: string,
  context: IncidentContext,
  hasTime: () => boolean,
): Promise<void> {
  const incident = await context.incidents.readIncident(incidentId);
  const now = context.clock();
  if (incident?.dueAt === undefined || Date.parse(incident.dueAt) > now.getTime()) return;
  if (incident.doubt) return leaveUndecided(incident, incident.doubt, context);
  if (!incident.decided) return remind(incident, context);
  const left = await drain(incident, incident.decided, context, hasTime);
  const next = nextOf(incident, incident.decided, left, context);
  if (next) await context.incidents.saveIncident(next);
}

/**
 * A verdict that does not bear our seal is none of a person's. It is not followed, and not looked at again for hours.
 */
async function leaveUndecided(incident: HeldIncident, doubt: Doubt, context: IncidentContext): Promise<void> {
  const { incidentId, version } = incident;
  context.observer.step({
    step: 'foreign-write',
    incidentId,
    why: `the verdict on ${incidentId} ${whyOfDoubt(doubt)}`,
  });
  const dueAt = new Date(context.clock().getTime() + foreignVerdictMs).toISOString();
  await context.incidents.saveIncident({ ...incident, dueAt, version: version + 1 });
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

/** What of a cohort is left after a verdict was followed, the most urgent first. */
type Left = 'unfinished' | 'withdrawn' | 'uncovered' | 'kept-back' | 'nothing';

/** The incident as it goes on, or undefined where the next run goes on with it as it is. */
function nextOf(
  incident: HeldIncident,
  { at }: IncidentVerdict,
  left: Left,
  { clock, limits }: IncidentContext,
): HeldIncident | undefined {
  const nowMs = clock().getTime();
  if (left === 'unfinished' || left === 'withdrawn') return undefined;
  // What the verdict does not cover waits for another one. That includes more than it may release.
  if (left === 'uncovered') return reopenedIncident(incident, clock().toISOString(), limits.holdHours);
  const afterMs = left === 'kept-back' ? keptBackMs : Math.max(firstPollMs, (nowMs - Date.parse(at)) * pollShare);
  const dueAt = left === 'nothing' && isOver(incident, nowMs) ? undefined : new Date(nowMs + afterMs).toISOString();
  return { ...incident, version: incident.version + 1, dueAt };
}

/** One run that follows a verdict. */
interface Following {
  readonly incident: HeldIncident;
  readonly verdict: IncidentVerdict;
  readonly stands: () => Promise<boolean>;
}

async function drain(
  incident: HeldIncident,
  verdict: IncidentVerdict,
  context: IncidentContext,
  hasTime: () => boolean,
): Promise<Left> {
  const following = { incident, verdict, stands: standsOf(incident, verdict, context) };
  const seen = new Set<string>();
  const left = new Set<Left>();
  for (;;) {
    const cohort = await context.waiting.cohort(incident.incidentId, Math.min(mostRead, batch + seen.size));
    const fresh = cohort.flatMap((waiting) => ('remedyId' in waiting && !seen.has(nameOf(waiting)) ? waiting : []));
    // What the index still names although it was seen may lag, or could not be resumed: the next run finds out.
    if (fresh.length === 0) return leftOf(left, cohort.length);
    await inParallel(fresh, atOnce, async (waiting) => {
      if (!hasTime() || left.has('withdrawn')) return;
      const { customerId, remedyId } = waiting;
      seen.add(nameOf(waiting));
      try {
        if (waiting.kind === 'notice') {
          const isLeft = await followVerdict(waiting, following, context);
          if (isLeft) left.add(isLeft);
          return;
        }
        const record = await context.ledger.readRemedy(customerId, remedyId);
        if (record?.state !== 'held' || !record.hold?.withIncident) return;
        if (record.doubt) {
          await leaveForeign(record, record.doubt, context);
          return;
        }
        const isLeft = await follow(record, following, context);
        if (isLeft) left.add(isLeft);
      } catch (error) {
        // Trouble with one must not keep the others waiting.
        context.observer.trouble(remedyId, 'it could not follow its incident', error);
        left.add('unfinished');
      }
    });
    if (left.has('withdrawn')) return 'withdrawn';
    if (!hasTime()) return 'unfinished';
  }
}

/** A remedy and its mail are two things that may wait. */
function nameOf({ kind, remedyId }: Extract<Waiting, RemedyKey>): string {
  return `${kind} ${remedyId}`;
}

function leftOf(left: ReadonlySet<Left>, named: number): Left {
  const first = (['unfinished', 'uncovered', 'kept-back'] as const).find((one) => left.has(one));
  return first ?? (named === 0 ? 'nothing' : 'unfinished');
}

/** Whether the verdict still stands, asked again every few seconds: a run may last a minute. */
function standsOf({ incidentId }: HeldIncident, { number }: IncidentVerdict, context: IncidentContext) {
  let asked = { at: context.clock().getTime(), stands: true };
  return async (): Promise<boolean> => {
    const now = context.clock().getTime();
    if (now - asked.at < oldestVerdictMs) return asked.stands;
    asked = { at: now, stands: verdictStands(await context.incidents.readIncident(incidentId), number) };
    return asked.stands;
  };
}

/** @returns what is left, where the remedy goes on waiting */
async function follow(
  record: RemedyRecord,
  { incident, verdict, stands }: Following,
  context: IncidentContext,
): Promise<Left | undefined> {
  if (!(await stands())) return 'withdrawn';
  if (!covers(verdict, record)) return 'uncovered';
  if (verdict.verdict === 'rejected') {
    await reject(record, verdict, context);
    return undefined;
  }
  if (isOfApprover(verdict, record) || wasReleasedBy(verdict, record)) return 'uncovered';
  if (await stoppedNow(record, context)) return 'kept-back';
  const parts = record.parts.map(({ part }) => part);
  const another = await ownedByAnother(parts, record, context.ledger);
  if (another !== undefined) {
    // That is no matter of the incident.
    await write((stamp) => withHold(record, { withIncident: false, why: another }, another, stamp), context);
    return undefined;
  }
  if (!(await stands())) return 'withdrawn';
  return release(record, { incident, verdict }, context);
}

/** Takes its share of what the verdict may release and of the day's limits, and sends it on its way. */
async function release(
  record: RemedyRecord,
  { incident, verdict }: Pick<Following, 'incident' | 'verdict'>,
  context: IncidentContext,
): Promise<Left | undefined> {
  const { parts, paid, type, source } = record;
  const spending = spendingOn(
    parts.map(({ part }) => part),
    context.limits,
    paid.currency,
  );
  if ('why' in spending) {
    await keepBack(record, `${spending.why}, so a person decides on it alone`, context);
    return 'kept-back';
  }
  // Who approved the words of some mails has said nothing about money that waits.
  if (verdict.approved?.cohort.remedies === 0) return 'uncovered';
  const budgets = budgetsFor({ type, source }, context.limits, context.clock());
  const full = await context.quota.acquire(budgets, spending);
  if (full) {
    await keepBack(record, `${full.what} is used up, and the verdict on its incident stays inside it`, context);
    return 'kept-back';
  }
  // Last: its mark is kept until the release is written, and what a day keeps back may be thousands.
  const ofVerdict = budgetOfVerdict(incident, verdict, context);
  if (!(await context.budgets.reserveOnce(ofVerdict, spending, record.remedyId))) {
    context.quota.release(budgets, spending);
    return 'uncovered';
  }
  await approve(record, verdict, { ...context, taken: takenBy({ budgets, spending }), ofVerdict });
  return undefined;
}

/** Each remedy is counted once, or what dead runs had taken would be missing for the last of what people have seen. */
function budgetOfVerdict(
  { incidentId }: HeldIncident,
  verdict: IncidentVerdict,
  { limits }: Pick<IncidentContext, 'limits'>,
): Budget {
  const name = `verdict/${incidentId}/${verdict.number}`;
  return { name, what: 'the verdict on its incident', limit: limitOfVerdict(verdict, limits) };
}

async function reject(record: RemedyRecord, verdict: IncidentVerdict, context: IncidentContext): Promise<void> {
  const { actor, rejectedAs } = verdict;
  const line = `rejected with its incident by ${actor}: ${whyRejected(verdict)}`;
  await writeAndPublish((stamp) => rejection(record, { actor, line, rejectedAs, withIncident: true }, stamp), context);
}

async function approve(
  record: RemedyRecord,
  verdict: IncidentVerdict,
  context: IncidentContext & Pick<ReopenContext, 'taken'> & { readonly ofVerdict: Budget },
): Promise<void> {
  const { actor, at, why, number } = verdict;
  const kept = await keepMessageOfVerdict(record, verdict, context);
  const message = typeof kept === 'string' ? undefined : kept;
  const approval: Approval = { actor, at, why, verdict: number };
  const approved = await write((stamp) => withApproval(record, approval, stamp, message), context);
  if (approved.result === 'lost') return;
  await context.budgets.confirm(context.ofVerdict.name, record.remedyId);
  context.observer.step({ step: 'hold-approved', remedyId: record.remedyId, failureType: record.type });
  await context.pace();
  await resume(approved.record, context, context.clock().getTime() + providerMs);
}

/** It says why it still waits, once. */
async function keepBack(record: RemedyRecord, why: string, context: IncidentContext): Promise<void> {
  if (record.hold?.why === why) return;
  await write((stamp) => withHold(record, { cause: 'limit', why }, why, stamp), context);
}
