import { hourMs } from '../model/durations';

/**
 * What was decided for the cohort of an incident: all the remedies that were held because of its limit, and none else.
 */
export interface IncidentVerdict {
  readonly verdict: 'approved' | 'rejected';
  /** The verified identity of the person who decided. */
  readonly actor: string;
  readonly why: string;
  /**
   * What a person writes to the customers with an approval, in place of the failure type's own text. It names nobody.
   */
  readonly message?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
}

/** An incident that went over its limit. Its remedies wait together, for one person to decide once. */
export interface HeldIncident {
  readonly incidentId: string;
  /** When the first remedy was held because of it. ISO 8601. */
  readonly openedAt: string;
  /** After this nobody can say that it was decided in time. ISO 8601. */
  readonly deadline: string;
  readonly escalations: number;
  readonly decided?: IncidentVerdict | undefined;
  /** When it has to be polled next. Until its cohort has drained, an incident is on the list of what waits. */
  readonly dueAt?: string | undefined;
  readonly version: number;
}

/** A new incident over its limit. It has as long as any hold, or until the first of its remedies is owed. */
export function openedIncident(incidentId: string, at: string, holdHours: number, owedBy?: string): HeldIncident {
  const heldUntilMs = Date.parse(at) + holdHours * hourMs;
  const deadlineMs = Math.min(heldUntilMs, owedBy === undefined ? heldUntilMs : Date.parse(owedBy));
  return {
    incidentId,
    openedAt: at,
    deadline: new Date(deadlineMs).toISOString(),
    escalations: 0,
    dueAt: new Date(Date.parse(at) + (deadlineMs - Date.parse(at)) * 0.75).toISOString(),
    version: 1,
  };
}

/** The kept incident with the earlier times of one that was opened again, or undefined where those are not earlier. */
export function broughtForward(kept: HeldIncident, again: HeldIncident): HeldIncident | undefined {
  if (kept.decided || kept.dueAt === undefined || again.dueAt === undefined) return undefined;
  if (Date.parse(again.deadline) >= Date.parse(kept.deadline)) return undefined;
  const dueAt = again.dueAt < kept.dueAt ? again.dueAt : kept.dueAt;
  return { ...kept, deadline: again.deadline, dueAt, version: kept.version + 1 };
}
