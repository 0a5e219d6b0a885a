import {
  decidedIncident,
  defaultTailHours,
  isMoreThan,
  reopenedIncident,
  type Cohort,
  type HeldIncident,
  type IncidentVerdict,
} from '../../ledger/incident/incident';
import { messageToAllIn, wordingOf, type MessageToAll } from '../../ledger/incident/message-to-all';
import type { Approval } from '../../ledger/remedy-record';
import type { RecordedReason } from '../../model/judging/reason-code';
import { modes } from '../../model/controls';
import { peopleAmong, type Decider } from '../../ledger/decider';
import { minuteMs } from '../../model/durations';
import type { FlowContext } from '../record/flow-context';
import { approvalsForCohort, cohortText, countCohort, waitsIn } from './cohort';
import type { HoldContext } from './holds';
import { refused, refusedAsChanged, refusedAsForeign, refusedAsOwn, refusedAsRepeated, type Refused } from './refused';

export type VerdictContext = HoldContext & Pick<FlowContext, 'waiting' | 'limits'>;

/** Who decides, and why. */
export interface IncidentCase extends Decider {
  readonly incidentId: string;
  readonly why: string;
  /** The version that this person has seen: on another one nothing is decided. @default - whichever is there */
  readonly expectedVersion?: number | undefined;
}

/** How long after the verdict failures of the incident may still happen to be covered by it. */
interface Span {
  readonly tailHours?: number | undefined;
}

/** What was seen, and what all of them read. */
interface IncidentApproval extends Span, MessageToAll {
  readonly seen: Cohort;
  /** Which wording that person was shown: without it none that is in several languages is approved. */
  readonly wording?: string | undefined;
}

export type IncidentResult =
  | { readonly answer: 'done'; readonly incident: HeldIncident }
  /** More waits than that person has seen, or another cohort than they were told of. */
  | (Refused & { readonly cohort?: Cohort | undefined });

/**
 * One person's approval of all that waits with an incident. It is about what that person has seen: where more waits
 * meanwhile, it is asked again with the new figures. Where all of it together is more than one person may release, it
 * waits for another one. The sweep follows it.
 */
export async function approveIncident(
  { incidentId, actor, person, why, expectedVersion }: IncidentCase,
  { seen, tailHours, wording, ...own }: IncidentApproval,
  context: VerdictContext,
): Promise<IncidentResult> {
  const incident = await undecided(incidentId, 'approved', context);
  if ('answer' in incident) return incident;
  const changed = refusedAsChanged(incident, expectedVersion);
  if (changed) return changed;
  const { cohort, records } = await countCohort(incidentId, context);
  if (!waitsIn(cohort)) return refused('nothing waits with it');
  const { all } = await context.controlsStore.readControls();
  // A mail only tells what was given.
  if (cohort.remedies > 0 && modes.indexOf(all.mode) >= modes.indexOf('shadow')) {
    return refused(`nothing is given while all is ${all.mode}`);
  }
  if (isMoreThan(cohort, seen)) {
    return { ...refused(`more waits than you have seen: ${cohortText(cohort)} now; look at it again`), cohort };
  }
  const at = context.clock().toISOString();
  // An approval of less does not count for more.
  const proposed = incident.proposed && !isMoreThan(cohort, incident.proposed.cohort) ? incident.proposed : undefined;
  const before = proposed?.approvals ?? [];
  const approvalsNeeded = approvalsForCohort(cohort, context.limits);
  const repeated = refusedAsRepeated(before, approvalsNeeded, { actor, person });
  if (repeated) return repeated;
  const retried = refusedAsOwn(records, approvalsNeeded, { actor, person });
  if (retried) return retried;
  const approvals: readonly Approval[] = [...before, { actor, person, at, why }];
  // What one person wrote stands for the next, also where more waits by now.
  const toAll = messageToAllIn(own) ?? messageToAllIn(incident.proposed ?? {});
  const unseen = refusedAsUnseen(toAll, wording);
  if (unseen) return unseen;
  const tail = tailHours ?? proposed?.tailHours ?? defaultTailHours;
  if (peopleAmong(approvals) < approvalsNeeded) {
    const proposal = { cohort, approvals, ...toAll, tailHours: tail };
    return save({ ...incident, proposed: proposal, version: incident.version + 1 }, context);
  }
  const verdict = { verdict: 'approved', actor, why, ...toAll, at, approved: { cohort, approvals } } as const;
  return save(decidedIncident(incident, verdict, tail), context);
}

/** Nobody reads eight languages at once while they decide, so they were shown the mails before. */
function refusedAsUnseen(toAll: MessageToAll | undefined, wording: string | undefined): Refused | undefined {
  if (wording === undefined ? toAll?.messages === undefined : wordingOf(toAll ?? {}) === wording) return undefined;
  const what = wording === undefined ? 'say which wording you were shown' : 'these are not the words you were shown';
  return refused(`${what}: look at their mails before`);
}

/** One person's rejection of all that waits with an incident, also of what an approval before it has left. */
export async function rejectIncident(
  { incidentId, actor, why, expectedVersion }: IncidentCase,
  { tailHours = defaultTailHours, rejectedAs }: Span & { readonly rejectedAs?: RecordedReason | undefined },
  context: VerdictContext,
): Promise<IncidentResult> {
  const incident = await undecided(incidentId, 'rejected', context);
  if ('answer' in incident) return incident;
  const changed = refusedAsChanged(incident, expectedVersion);
  if (changed) return changed;
  const at = context.clock().toISOString();
  return save(decidedIncident(incident, { verdict: 'rejected', actor, why, rejectedAs, at }, tailHours), context);
}

/** A verdict no longer holds for what was not attempted yet: that waits for another one. */
export async function withdrawVerdict(
  { incidentId, actor, why, expectedVersion }: IncidentCase,
  context: VerdictContext,
): Promise<IncidentResult> {
  const incident = await context.incidents.readIncident(incidentId);
  if (!incident) return refused(`no remedy is held because of ${incidentId}`);
  const changed = refusedAsChanged(incident, expectedVersion);
  if (changed) return changed;
  if (!incident.decided) return refused('there is no verdict on it that could be withdrawn');
  const at = context.clock().toISOString();
  return save(reopenedIncident(incident, at, context.limits.holdHours, { actor, why, at }), context);
}

/**
 * So long a verdict is followed before another person may decide otherwise on what it leaves: they have to know of it.
 */
const followedMs = 2 * minuteMs;

/** The incident, if it can be decided so: nobody has, or otherwise some time ago, and something still waits. */
async function undecided(
  incidentId: string,
  verdict: IncidentVerdict['verdict'],
  { incidents, waiting, clock }: VerdictContext,
): Promise<HeldIncident | Refused> {
  const incident = await incidents.readIncident(incidentId);
  if (!incident) return refused(`no remedy is held because of ${incidentId}`);
  if (incident.doubt) return refusedAsForeign(incident.doubt);
  const { decided } = incident;
  if (!decided) return incident;
  const isSame = decided.verdict === verdict;
  const isNew = clock().getTime() - Date.parse(decided.at) < followedMs;
  if (isSame || isNew || (await waiting.cohort(incidentId, 1)).length === 0) {
    return refused(`${decided.actor} has decided it: ${decided.verdict}, ${decided.why}`);
  }
  return incident;
}

async function save(next: HeldIncident, { incidents, observer }: VerdictContext): Promise<IncidentResult> {
  if ((await incidents.saveIncident(next)) === 'stale') {
    const stored = await incidents.readIncident(next.incidentId);
    if (stored?.version !== next.version || lastWordIn(stored) !== lastWordIn(next)) {
      return refused('somebody else decided at the same moment; look at it again');
    }
  }
  observer.step({ step: 'incident-decided', incidentId: next.incidentId });
  return { answer: 'done', incident: next };
}

/** What tells one person's word from another's. */
function lastWordIn({ decided, proposed, earlier = [] }: HeldIncident): string {
  const last = decided ?? proposed?.approvals.at(-1);
  return JSON.stringify([last?.actor, last?.at, last?.why, decided?.verdict, earlier.at(-1)?.withdrawn]);
}
