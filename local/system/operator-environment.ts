import type { LocalSystem } from './local-system';

/** Variables of the functions that `amends reconcile` needs too. */
const sharedSettings = ['LEDGER_TABLE_NAME', 'SEAL_KEYS', 'REFUND_PROVIDER', 'STRIPE_READ_SECRET_NAME'];

/**
 * The environment variables that the `amends` command needs to work on this system, in addition to those of every
 * client. The access key id is the operator's name; the secret is the same for all.
 *
 * @param brokenOrders orders of which a demo broke an event on purpose: `amends doctor` takes it for no fault
 */
export function operatorEnvironment(
  { template, endpoints }: LocalSystem,
  brokenOrders: readonly string[] = [],
): Record<string, string> {
  const operatorApi = template.functionUrls.find(({ authType }) => authType === 'AWS_IAM');
  const url = operatorApi && endpoints.functionUrls[operatorApi.functionName];
  const functionOf = (service: string) =>
    template.functions.find(({ environment }) => environment['POWERTOOLS_SERVICE_NAME'] === service);
  const reconcile = functionOf('reconcile');
  const sweep = functionOf('sweep');
  const settings = Object.entries(reconcile?.environment ?? {}).filter(([name]) => sharedSettings.includes(name));
  return {
    ...(url !== undefined && { AMENDS_OPERATOR_URL: url }),
    // `amends doctor` asks them what the provider lets this system do.
    ...(reconcile && { AMENDS_RECONCILE_FUNCTION: reconcile.name }),
    ...(sweep && { AMENDS_SWEEP_FUNCTION: sweep.name }),
    ...(brokenOrders.length > 0 && { AMENDS_BROKEN_ORDERS: brokenOrders.join(',') }),
    ...Object.fromEntries(settings),
  };
}
