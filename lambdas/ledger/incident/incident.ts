import type { Doubt } from '../../model/guards/doubt';
import type { RecordedReason } from '../../model/judging/reason-code';
import type { Money } from '../../model/money';
import { hourMs, minuteMs } from '../../model/durations';
import { hasAskedFor } from '../decider';
import type { Approval, RemedyRecord } from '../remedy-record';
import type { MessageToAll } from './message-to-all';

/** How much waited when somebody looked: what an approval is about. */
export interface Cohort {
  readonly remedies: number;
  /** What all of it would cost, one sum for each currency, in the order of their codes. */
  readonly amounts: readonly Money[];
  /** How many mails wait for an approval of their words, beside it. What they tell of was given. */
  readonly words?: number | undefined;
}

/** Which verdict on an incident: from 1 on. */
type VerdictNumber = number;

/**
 * What was decided for the cohort of an incident: the remedies that were held because of its limit, and none else. It
 * covers what waited then, and what happened in the incident's span. It has an end: what happens later is another
 * incident, whatever its name.
 */
export interface IncidentVerdict extends MessageToAll {
  readonly number: VerdictNumber;
  readonly verdict: 'approved' | 'rejected';
  /** The verified identity of the person who decided, of several the last. */
  readonly actor: string;
  readonly why: string;
  /** The reason code, where it was rejected. */
  readonly rejectedAs?: RecordedReason | undefined;
  /** ISO 8601. */
  readonly at: string;
  /** What happened in this span is covered, whenever it is published. ISO 8601. */
  readonly coversFrom: string;
  readonly coversUntil: string;
  /** What was approved, and by whom. */
  readonly approved?: { readonly cohort: Cohort; readonly approvals: readonly Approval[] } | undefined;
  /** It no longer holds for what was not attempted by then. */
  readonly withdrawn?: Approval | undefined;
}

/** An approval that needs another person's. */
export interface ProposedApproval extends MessageToAll {
  readonly cohort: Cohort;
  readonly approvals: readonly Approval[];
  readonly tailHours: number;
}

/** An incident that went over its limit. Its remedies wait together, for one verdict. */
export interface HeldIncident {
  readonly incidentId: string;
  /** When the first remedy was held because of it, or the first after a verdict that does not cover it. ISO 8601. */
  readonly openedAt: string;
  /** After this nobody can say that it was decided in time. ISO 8601. */
  readonly deadline: string;
  readonly escalations: number;
  readonly decided?: IncidentVerdict | undefined;
  readonly proposed?: ProposedApproval | undefined;
  /** Verdicts before it was opened anew, or decided otherwise, the oldest first. */
  readonly earlier?: readonly IncidentVerdict[] | undefined;
  /** When it has to be polled next. Until its cohort has drained, an incident is on the list of what waits. */
  readonly dueAt?: string | undefined;
  /** When something came to wait with it after its verdict, to a few minutes. ISO 8601. */
  readonly wokenAt?: string | undefined;
  readonly version: number;
  /** Says that people have decided what stands here. */
  readonly seal?: Uint8Array | undefined;
  /** Why no verdict on it is followed, where it was read and its seal is not ours. It is never stored. */
  readonly doubt?: Doubt | undefined;
}

/** How long after a verdict failures of the incident may still happen to be covered by it, unless it says otherwise. */
export const defaultTailHours = 24;

/** Detectors report late: so long before it went over its limit an incident may have begun. */
const beginsBeforeMs = 24 * hourMs;

/** A decided incident is looked at so soon after another remedy was held with it. */
const wakeMs = 5 * minuteMs;

/** So long after something came to wait with it, an incident does not end, although its list is empty. */
const staysAwakeMs = 30 * minuteMs;

/** A decided incident is looked at for the last time so long after its span. */
const endsAfterMs = 24 * hourMs;

/** A new incident over its limit. It has as long as any hold, or until the first of its remedies is owed. */
export function openedIncident(incidentId: string, at: string, holdHours: number, owedBy?: string): HeldIncident {
  return { incidentId, ...timesFrom(at, holdHours, owedBy), escalations: 0, version: 1 };
}

function timesFrom(at: string, holdHours: number, owedBy?: string) {
  const heldUntilMs = Date.parse(at) + holdHours * hourMs;
  const deadlineMs = Math.min(heldUntilMs, owedBy === undefined ? heldUntilMs : Date.parse(owedBy));
  return {
    openedAt: at,
    deadline: new Date(deadlineMs).toISOString(),
    dueAt: new Date(Date.parse(at) + (deadlineMs - Date.parse(at)) * 0.75).toISOString(),
  };
}

/**
 * The kept incident after another remedy was held with it: with earlier times, where that one is owed earlier; looked
 * at soon, where it is decided. Undefined where nothing changes.
 */
export function openedAgain(kept: HeldIncident, again: HeldIncident): HeldIncident | undefined {
  const version = kept.version + 1;
  if (kept.decided) {
    const sinceWokenMs = Date.parse(again.openedAt) - Date.parse(kept.wokenAt ?? kept.decided.at);
    const soon = new Date(Date.parse(again.openedAt) + wakeMs).toISOString();
    const isDueSoon = kept.dueAt !== undefined && kept.dueAt <= soon;
    if (isDueSoon && sinceWokenMs < wakeMs) return undefined;
    const dueAt = isDueSoon ? kept.dueAt : again.openedAt;
    return { ...kept, dueAt, wokenAt: again.openedAt, version };
  }
  if (kept.dueAt === undefined || again.dueAt === undefined) return undefined;
  if (Date.parse(again.deadline) >= Date.parse(kept.deadline)) return undefined;
  return { ...kept, deadline: again.deadline, dueAt: again.dueAt < kept.dueAt ? again.dueAt : kept.dueAt, version };
}

/**
 * Whether nothing comes to wait with a decided incident any more. It is opened again before what waits with it is
 * kept, and by a function that remembers for minutes that it was, so not only its cohort counts.
 */
export function isOver({ decided, wokenAt }: HeldIncident, nowMs: number): boolean {
  if (!decided || nowMs <= Date.parse(decided.coversUntil) + endsAfterMs) return false;
  return wokenAt === undefined || nowMs > Date.parse(wokenAt) + staysAwakeMs;
}

/** The incident with a verdict on all that waits with it. A verdict before it stays on record. */
export function decidedIncident(
  incident: HeldIncident,
  verdict: Omit<IncidentVerdict, 'number' | 'coversFrom' | 'coversUntil'>,
  tailHours: number,
): HeldIncident & { readonly decided: IncidentVerdict } {
  const earlier = verdictsOf(incident);
  const decided = {
    ...verdict,
    number: earlier.length + 1,
    coversFrom: new Date(Date.parse(incident.openedAt) - beginsBeforeMs).toISOString(),
    coversUntil: new Date(Date.parse(verdict.at) + tailHours * hourMs).toISOString(),
  };
  const version = incident.version + 1;
  return { ...incident, decided, proposed: undefined, earlier, dueAt: verdict.at, version };
}

/**
 * The incident that waits for another verdict: its last one does not cover what waits, or was withdrawn. Whoever
 * withdraws it means the incident, so nothing that an earlier one approved is given any more either.
 */
export function reopenedIncident(
  incident: HeldIncident,
  at: string,
  holdHours: number,
  withdrawn?: Approval,
): HeldIncident {
  const earlier = verdictsOf(incident).map((verdict) =>
    withdrawn && !verdict.withdrawn ? { ...verdict, withdrawn } : verdict,
  );
  const { incidentId } = incident;
  const version = incident.version + 1;
  return { incidentId, ...timesFrom(at, holdHours), escalations: 0, earlier, version };
}

/** Every verdict there was, the one that stands last. */
function verdictsOf({ earlier = [], decided }: HeldIncident): readonly IncidentVerdict[] {
  return decided ? [...earlier, decided] : earlier;
}

/** Whether a verdict by which a remedy was approved was not withdrawn since. */
export function verdictStands(incident: HeldIncident | undefined, number: VerdictNumber): boolean {
  return (
    incident !== undefined &&
    !incident.doubt &&
    verdictsOf(incident).some((one) => one.number === number && !one.withdrawn)
  );
}

/** A verdict covers what waited when it was made, and what happened in the incident's span. */
export function covers(verdict: IncidentVerdict, record: Pick<RemedyRecord, 'occurredAt' | 'history'>): boolean {
  return waitedAt(verdict, record) || isInSpan(verdict, record);
}

/** The same for the words of a mail, which wait from when it would have been sent. */
export function coversWords(
  verdict: IncidentVerdict,
  { since }: { readonly since: string },
  record: Pick<RemedyRecord, 'occurredAt'>,
): boolean {
  return since <= verdict.at || isInSpan(verdict, record);
}

function isInSpan(verdict: IncidentVerdict, { occurredAt }: Pick<RemedyRecord, 'occurredAt'>): boolean {
  const occurredMs = Date.parse(occurredAt);
  return Date.parse(verdict.coversFrom) <= occurredMs && occurredMs <= Date.parse(verdict.coversUntil);
}

/**
 * Whether a remedy that waits waited when a verdict was made, so that it was among what was seen. One that was on its
 * way then, and waits again, was not.
 */
export function waitedAt({ at }: IncidentVerdict, { history }: Pick<RemedyRecord, 'history'>): boolean {
  const heldAt = history[history.findLastIndex(({ state }) => state !== 'held') + 1]?.at;
  return heldAt !== undefined && heldAt <= at;
}

/** Whether somebody who approved all of it sent this one on its way again. It waits for another person's verdict. */
export function isOfApprover(
  { actor, approved }: IncidentVerdict,
  { retriedBy }: Pick<RemedyRecord, 'retriedBy'>,
): boolean {
  const approvals = approved?.approvals ?? [{ actor }];
  return approvals.some((approval) => hasAskedFor(retriedBy, approvals.length, approval));
}

/**
 * Whether this verdict has released a remedy before, which something stopped then: who approved it did not know of
 * that, and one word is followed once.
 */
export function wasReleasedBy({ at, actor }: IncidentVerdict, { history }: Pick<RemedyRecord, 'history'>): boolean {
  return history.some(
    (line) => line.state === 'approved' && line.at >= at && line.why.startsWith(`approved by ${actor}`),
  );
}

/** Whether there is more in one than in the other: more remedies, or more money in any currency. */
export function isMoreThan(now: Cohort, seen: Cohort): boolean {
  if (now.remedies > seen.remedies) return true;
  const seenIn = new Map(seen.amounts.map(({ currency, amountMinor }) => [currency, amountMinor]));
  return now.amounts.some(({ currency, amountMinor }) => amountMinor > (seenIn.get(currency) ?? 0));
}
