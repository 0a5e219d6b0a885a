import { RefusedError } from '../../cli/commands/command-error';
import { OperatorClient } from '../../cli/commands/operator-client';
import { responseSchemas } from '../../lambdas/operator-api/response-schemas';
import { localSecretAccessKey } from '../emulator/lambda-api/url-caller';
import type { LocalSystem } from '../system/local-system';
import { operatorEnvironment } from '../system/operator-environment';
import type { Approval } from './script/demo';

/** What came of an approval: a stage's limits may hold for another reason, or want the word of a second person. */
export type Approved = { readonly answer: 'done' } | { readonly answer: 'not-done'; readonly why: string };

/** Approves everything that is held for an incident, through the operator API and with a signed request. */
export async function approveIncident(
  { operator, incidentId, why, message }: Approval,
  system: LocalSystem,
): Promise<Approved> {
  const { AMENDS_OPERATOR_URL: url } = operatorEnvironment(system);
  if (url === undefined) throw new Error('This system has no operator API, so the demo cannot approve anything.');
  const credentials = { accessKeyId: operator, secretAccessKey: localSecretAccessKey };
  const operatorApi = new OperatorClient({ url, region: system.template.region }, { credentials });
  try {
    // What was seen is what is approved.
    const shown = responseSchemas.showIncident.parse(await operatorApi.get(['incidents', incidentId]));
    const { cohort: seen, incident } = shown;
    const body = { why, message, seen, expectedVersion: incident.version };
    await operatorApi.post(['incidents', incidentId, 'approve'], body);
    if (shown.approvalsNeeded === 1) return { answer: 'done' };
    return { answer: 'not-done', why: `${shown.approvalsNeeded} different people have to approve so much.` };
  } catch (error) {
    if (error instanceof RefusedError) return { answer: 'not-done', why: error.message };
    throw error;
  }
}
