import type { LocalSystem } from './local-system';
import { localSecretAccessKey } from '../emulator/lambda-api/url-caller';

/** Settings of the functions that a command needs too which compares the books by itself. */
const sharedSettings = ['LEDGER_TABLE_NAME', 'REFUND_PROVIDER', 'STRIPE_SECRET_NAME'];

/**
 * What the operator's command needs in its environment to work on this system, beside what every client needs. Who decides is
 * the access key id; the secret is the same for all.
 */
export function operatorEnvironment({ template, endpoints }: LocalSystem): Record<string, string> {
  const operatorApi = template.functionUrls.find(({ authType }) => authType === 'AWS_IAM');
  const paying = template.functions.find(({ environment }) => environment['REFUND_PROVIDER'] !== undefined);
  const settings = Object.entries(paying?.environment ?? {}).filter(([name]) => sharedSettings.includes(name));
  const url = operatorApi && endpoints.functionUrls[operatorApi.functionName];
  return { ...(url !== undefined && { AMENDS_OPERATOR_URL: url }), ...Object.fromEntries(settings) };
}

/** How somebody uses the operator's command here, once the environment is set. */
export const operatorHint = `AWS_ACCESS_KEY_ID=alice AWS_SECRET_ACCESS_KEY=${localSecretAccessKey} npm run amends -- holds list`;
