import { OperatorClient } from '../../cli/commands/operator-client';
import { responseSchemas } from '../../lambdas/operator-api/response-schemas';
import { localSecretAccessKey } from '../emulator/lambda-api/url-caller';
import type { LocalSystem } from '../system/local-system';
import { operatorEnvironment } from '../system/operator-environment';
import type { Approval } from './script/demo';

/** Approves everything that is held for an incident, through the operator API and with a signed request. */
export async function approveIncident(
  { operator, incidentId, why, message }: Approval,
  system: LocalSystem,
): Promise<void> {
  const { AMENDS_OPERATOR_URL: url } = operatorEnvironment(system);
  if (url === undefined) throw new Error('This system has no operator API, so the demo cannot approve anything.');
  const credentials = { accessKeyId: operator, secretAccessKey: localSecretAccessKey };
  const operatorApi = new OperatorClient({ url, region: system.template.region }, { credentials });
  // What was seen is what is approved.
  const { cohort: seen } = responseSchemas.showIncident.parse(await operatorApi.get(['incidents', incidentId]));
  await operatorApi.post(['incidents', incidentId, 'approve'], { why, message, seen });
}
