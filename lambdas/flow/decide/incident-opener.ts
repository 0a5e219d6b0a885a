import type { HeldIncident } from '../../ledger/incident/incident';
import { minuteMs } from '../../model/durations';
import type { IncidentStore } from '../../ledger/port/waiting-list';

/** Incidents are few. Beyond that number, only the store knows which are open. */
const mostRemembered = 1_000;

/** How long a function instance believes that an incident is open. */
const openedForMs = 5 * minuteMs;

/**
 * Opens each incident once in a while per function instance, so that thousands of remedies held with it do not write
 * its one item. One that is owed earlier than those before it opens it again, for that brings its deadline forward; so
 * does one that comes later, for there may be a verdict since, which has to be looked at again.
 */
export class IncidentOpener implements Pick<IncidentStore, 'openIncident'> {
  private readonly known = new Map<string, Pick<HeldIncident, 'openedAt' | 'deadline'>>();

  constructor(private readonly store: Pick<IncidentStore, 'openIncident'>) {}

  async openIncident(incident: HeldIncident): Promise<void> {
    const { incidentId, openedAt, deadline } = incident;
    const known = this.known.get(incidentId);
    const isKnown = known !== undefined && Date.parse(openedAt) - Date.parse(known.openedAt) < openedForMs;
    if (isKnown && known.deadline <= deadline) return;
    await this.store.openIncident(incident);
    if (known || this.known.size < mostRemembered) this.known.set(incidentId, { openedAt, deadline });
  }
}
