import type { LocalSystem } from './local-system';

/** Variables of the functions that `amends reconcile` needs too. */
const sharedSettings = ['LEDGER_TABLE_NAME', 'REFUND_PROVIDER', 'STRIPE_SECRET_NAME'];

/**
 * The environment variables that the `amends` command needs to work on this system, in addition to those of every
 * client. The access key id is the operator's name; the secret is the same for all.
 */
export function operatorEnvironment({ template, endpoints }: LocalSystem): Record<string, string> {
  const operatorApi = template.functionUrls.find(({ authType }) => authType === 'AWS_IAM');
  const refunding = template.functions.find(({ environment }) => environment['REFUND_PROVIDER'] !== undefined);
  const settings = Object.entries(refunding?.environment ?? {}).filter(([name]) => sharedSettings.includes(name));
  const url = operatorApi && endpoints.functionUrls[operatorApi.functionName];
  // `amends doctor` asks it what the provider lets this system do.
  const reconcile = template.functions.find(
    ({ environment }) => environment['POWERTOOLS_SERVICE_NAME'] === 'reconcile',
  )?.name;
  return {
    ...(url !== undefined && { AMENDS_OPERATOR_URL: url }),
    ...(reconcile !== undefined && { AMENDS_RECONCILE_FUNCTION: reconcile }),
    ...Object.fromEntries(settings),
  };
}
