/** What was decided for the cohort of an incident: all the remedies that were held because of its limit, and none else. */
export interface IncidentVerdict {
  readonly verdict: 'approved' | 'rejected';
  /** The verified identity of whoever decided. */
  readonly by: string;
  readonly why: string;
  /** What the customers are told with an approval, in place of the failure type's own words. It names nobody. */
  readonly words?: string | undefined;
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
  /** When somebody has to look next. Until its cohort has drained, an incident is on the list of what waits. */
  readonly dueAt?: string | undefined;
  readonly version: number;
}

/** A new incident over its limit. */
export function openedIncident(incidentId: string, at: string, holdHours: number): HeldIncident {
  const inHours = (hours: number): string => new Date(Date.parse(at) + hours * 60 * 60 * 1000).toISOString();
  return {
    incidentId,
    openedAt: at,
    deadline: inHours(holdHours),
    escalations: 0,
    dueAt: inHours(holdHours * 0.75),
    version: 1,
  };
}
