import type { Waiting } from '../../ledger/port/waiting-list';
import { providerMs } from '../fulfil/fulfil';
import { unreachable } from '../../model/unreachable';
import { inParallel } from '../record/in-parallel';
import { tellMended, type MendedContext } from '../follow/tell-mended';
import { drainIncident, type IncidentContext } from './drain-incident';
import { reschedule } from '../record/record-writer';
import { redrive, type RedriveContext } from './redrive';
import { resume, type ResumeContext } from './resume';
import { settleNotice, type SettleContext } from './settle-notice';
import { tendBreakers, type BreakersContext } from '../breakers/tend-breakers';

export type SweepContext = ResumeContext &
  RedriveContext &
  IncidentContext &
  BreakersContext &
  SettleContext &
  MendedContext;

/** How many of the waiting are read at a time. */
const batch = 200;

/** The most that is read at once, however many of them were seen. */
const mostRead = 2_000;

/** How many are worked on at once. */
const atOnce = 8;

export interface SweepReport {
  readonly resumed: number;
  readonly troubled: number;
}

/**
 * One run over everything that waits: what is unknown, pending, approved, abandoned, undecided or undelivered. It asks
 * and carries out; it never decides what is owed.
 */
export async function sweep(context: SweepContext, untilMs: number): Promise<SweepReport> {
  const hasTime = (): boolean => context.clock().getTime() < untilMs;
  context.observer.step({ step: 'sweep' });
  context.controls.remember(await context.controlsStore.readControls(), context.clock());
  await tendBreakers(context, { hasTime, resume });
  const report = await resumeWaiting(context, hasTime);
  await redrive(context, hasTime);
  return report;
}

async function resumeWaiting(context: SweepContext, hasTime: () => boolean): Promise<SweepReport> {
  /** The index lags, and would name the same ones again. */
  const seen = new Set<string>();
  let [resumed, troubled] = [0, 0];
  while (hasTime()) {
    // Beyond those that were seen and are due all the same, because they could not be put off.
    const due = await context.waiting.due(context.clock(), Math.min(mostRead, batch + seen.size));
    const fresh = due.filter((waiting) => !seen.has(JSON.stringify(waiting)));
    if (fresh.length === 0) break;
    for (const waiting of fresh) seen.add(JSON.stringify(waiting));
    await inParallel(fresh, atOnce, async (waiting) => {
      if (!hasTime()) return;
      if (await handled(waiting, context, hasTime)) resumed++;
      else troubled++;
    });
  }
  return { resumed, troubled };
}

/** @returns false where it failed, which must not keep the others waiting */
async function handled(waiting: Waiting, context: SweepContext, hasTime: () => boolean): Promise<boolean> {
  try {
    await handle(waiting, context, hasTime);
    return true;
  } catch (error) {
    const id = 'incidentId' in waiting ? waiting.incidentId : waiting.remedyId;
    context.observer.trouble(id, 'it could not be resumed', error);
    if (waiting.kind === 'remedy') await putOff(waiting, context);
    return false;
  }
}

function handle(waiting: Waiting, context: SweepContext, hasTime: () => boolean): Promise<void> {
  switch (waiting.kind) {
    case 'remedy':
      return resumeRemedy(waiting, context, hasTime);
    case 'notice':
      return settleNotice(waiting, context);
    case 'incident':
      return drainIncident(waiting.incidentId, context, hasTime);
    case 'fix':
      return tellMended(waiting.incidentId, context, hasTime);
    default:
      return unreachable(waiting);
  }
}

type WaitingRemedy = Extract<Waiting, { kind: 'remedy' }>;

async function resumeRemedy(
  { customerId, remedyId }: WaitingRemedy,
  context: SweepContext,
  hasTime: () => boolean,
): Promise<void> {
  const record = await context.ledger.readRemedy(customerId, remedyId);
  const now = context.clock();
  if (record?.dueAt === undefined || Date.parse(record.dueAt) > now.getTime()) return;
  await context.pace();
  if (!hasTime()) return;
  await resume(record, context, context.clock().getTime() + providerMs);
}

/** Otherwise every run would fail at the same remedy first. */
async function putOff({ customerId, remedyId }: WaitingRemedy, context: SweepContext): Promise<void> {
  try {
    const record = await context.ledger.readRemedy(customerId, remedyId);
    if (record?.dueAt !== undefined) await reschedule(record, 'it could not be resumed', context);
  } catch (error) {
    context.observer.trouble(remedyId, 'it could not be put off', error);
  }
}
