import type { HeldIncident } from '../../ledger/incident';
import type { IncidentStore } from '../../ledger/port/waiting-list';

/** Incidents are few. Beyond that number, only the store knows which are open. */
const mostRemembered = 1_000;

/**
 * Opens each incident once per function instance, so that thousands of remedies held with it do not write its one item.
 * One that is owed earlier than those before it opens it again, for that brings its deadline forward.
 */
export class IncidentOpener implements Pick<IncidentStore, 'openIncident'> {
  private readonly deadlines = new Map<string, string>();

  constructor(private readonly store: Pick<IncidentStore, 'openIncident'>) {}

  async openIncident(incident: HeldIncident): Promise<void> {
    const { incidentId, deadline } = incident;
    const known = this.deadlines.get(incidentId);
    if (known !== undefined && known <= deadline) return;
    await this.store.openIncident(incident);
    if (known !== undefined || this.deadlines.size < mostRemembered) this.deadlines.set(incidentId, deadline);
  }
}
