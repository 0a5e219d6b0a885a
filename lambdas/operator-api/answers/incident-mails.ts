import type * as z from 'zod/mini';
import { messageToAllIn, wordingOf } from '../../ledger/incident/message-to-all';
import type { IncidentStore } from '../../ledger/port/waiting-list';
import type { MailPreviews } from '../../email/incident-previews';
import type { bodySchemas } from '../request-schemas';
import { noIncident, noRemedy, ok, type OperatorResponse } from './operator-response';

interface IncidentMailPorts {
  readonly previews: MailPreviews;
  readonly incidents: Pick<IncidentStore, 'readIncident'>;
}

/** The mails that customers of an incident would get, with the wording by which an approval names them. */
export async function viewIncidentMails(
  incidentId: string,
  { customerId, remedyId, ...own }: z.output<(typeof bodySchemas)['previewIncident']>,
  { previews, incidents }: IncidentMailPorts,
): Promise<OperatorResponse> {
  const incident = await incidents.readIncident(incidentId);
  if (!incident) return noIncident;
  // Who approves after another person sends what that one wrote.
  const toAll = messageToAllIn(own) ?? messageToAllIn(incident.proposed ?? {}) ?? {};
  const { answer, ...shown } = await previews.mailsOfIncident({ incidentId, customerId, remedyId, ...toAll });
  if (answer === 'missing') return noRemedy;
  return answer === 'refused' ? { status: 409, body: shown } : ok({ wording: wordingOf(toAll), ...shown });
}
