import type { HeldIncident } from '../ledger/incident';
import type { IncidentStore } from '../ledger/waiting-list';

/** Incidents are few. More than that are told from each other by the store alone. */
const mostRemembered = 1_000;

/** Opens each incident once per function instance, so that thousands of remedies held with it do not write its one item. */
export class IncidentOpener implements Pick<IncidentStore, 'openIncident'> {
  private readonly opened = new Set<string>();

  constructor(private readonly store: Pick<IncidentStore, 'openIncident'>) {}

  async openIncident(incident: HeldIncident): Promise<void> {
    if (this.opened.has(incident.incidentId)) return;
    await this.store.openIncident(incident);
    if (this.opened.size < mostRemembered) this.opened.add(incident.incidentId);
  }
}
