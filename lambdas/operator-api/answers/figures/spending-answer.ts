import { listHolds } from '../../../flow/operate/hold-list';
import { sourceTarget } from '../../../model/controls';
import { viewSpending, type SpendingPorts, type SpendingView } from './spending-view';
import type { WaitingPorts } from './waiting-view';

/** So many incidents that wait are shown with what they have used. */
const mostIncidents = 50;

interface Asked {
  readonly days: number;
  readonly detail: 'true' | 'false';
  readonly incident?: string | undefined;
}

/** What the limits of some days count, in detail with the incidents that wait for a decision. */
export async function answerSpending(
  { days, detail, incident }: Asked,
  targets: readonly string[],
  ports: SpendingPorts & WaitingPorts,
): Promise<SpendingView> {
  const prefix = sourceTarget('');
  const failureTypes = targets.filter((target) => !target.startsWith(prefix));
  if (detail === 'false') return viewSpending(days, failureTypes, ports);
  const sources = targets.filter((target) => target.startsWith(prefix)).map((target) => target.slice(prefix.length));
  const { ledger, waiting } = ports.lists;
  const { incidents } = await listHolds(mostIncidents, { ledger, waiting, incidents: ports.incidents });
  const waitingIds = incidents.map(({ incidentId }) => incidentId);
  const incidentIds = [...new Set([...(incident === undefined ? [] : [incident]), ...waitingIds])];
  return viewSpending(days, failureTypes, ports, { sources, incidentIds });
}
