import { copied } from './copied';
import { openedAgain, type HeldIncident } from '../../lambdas/ledger/incident/incident';
import type { SaveResult } from '../../lambdas/ledger/port/ledger';
import type { IncidentStore } from '../../lambdas/ledger/port/waiting-list';
import { saveNext } from './save-next';

/** Incidents over their limit, in memory. */
export class MemoryIncidents implements IncidentStore {
  readonly incidents = new Map<string, HeldIncident>();

  async openIncident(incident: HeldIncident): Promise<void> {
    const kept = this.incidents.get(incident.incidentId);
    const next = kept ? openedAgain(kept, incident) : incident;
    if (next) saveNext(this.incidents, incident.incidentId, next);
  }

  async readIncident(incidentId: string): Promise<HeldIncident | undefined> {
    return copied(this.incidents.get(incidentId));
  }

  async saveIncident(next: HeldIncident): Promise<SaveResult> {
    return saveNext(this.incidents, next.incidentId, next);
  }
}
