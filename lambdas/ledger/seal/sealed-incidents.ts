import type { HeldIncident } from '../incident/incident';
import type { SaveResult } from '../port/ledger';
import type { IncidentStore } from '../port/waiting-list';
import { judgedIncident } from './judged';
import { contentOfVerdicts } from './sealed-content';
import type { Sealer } from './seals';

/** Incidents whose verdicts bear a seal: what a verdict covers is given without another word of a person. */
export class SealedIncidents implements IncidentStore {
  constructor(
    private readonly inner: IncidentStore,
    private readonly sealer: Sealer,
  ) {}

  /** It changes no verdict, and keeps the seal of those that are there. */
  openIncident(incident: HeldIncident): Promise<void> {
    return this.inner.openIncident(incident);
  }

  async readIncident(incidentId: string): Promise<HeldIncident | undefined> {
    const incident = await this.inner.readIncident(incidentId);
    if (!incident) return undefined;
    return incident.incidentId === incidentId
      ? judgedIncident(incident, this.sealer)
      : { ...incident, doubt: 'foreign' };
  }

  async saveIncident({ doubt, ...next }: HeldIncident): Promise<SaveResult> {
    const seal = doubt ? next.seal : await this.sealer.seal(contentOfVerdicts(next));
    return this.inner.saveIncident({ ...next, seal });
  }
}
