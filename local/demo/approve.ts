import { OperatorClient } from '../../cli/commands/operator-client';
import { localSecretAccessKey } from '../emulator/lambda-api/url-caller';
import type { LocalSystem } from '../system/local-system';
import { operatorEnvironment } from '../system/operator-environment';
import type { Approval } from './script/step';

/** Approves at the operator desk, with a signed request, as any operator does it. */
export async function approve({ by, incidentId, why, message }: Approval, system: LocalSystem): Promise<void> {
  const { AMENDS_OPERATOR_URL: url } = operatorEnvironment(system);
  if (url === undefined) throw new Error('This system has no operator desk, so nobody can approve anything.');
  const credentials = { accessKeyId: by, secretAccessKey: localSecretAccessKey };
  const operatorApi = new OperatorClient({ url, region: system.template.region }, { credentials });
  await operatorApi.post(['incidents', incidentId, 'approve'], { why, message });
}
