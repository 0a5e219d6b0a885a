import { rehearsalPrefix } from '../../lib/rehearsal/rehearsal-name';
import { queueName } from '../emulator/queues/queues';
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
    ...rehearsalOf({ template, endpoints }),
    ...detectorsIn({ template, endpoints }),
    ...Object.fromEntries(settings),
  };
}

const doorName = /^detector-(.+)-door$/;

/** `AMENDS_DETECTOR_PARCELS_URL`: where a source of your own sends signals, to be tried here. */
function detectorsIn({ template, endpoints }: Pick<LocalSystem, 'template' | 'endpoints'>): Record<string, string> {
  const doors = template.functions.flatMap(({ name, environment }) => {
    const detector = doorName.exec(environment['POWERTOOLS_SERVICE_NAME'] ?? '')?.[1];
    const url = endpoints.functionUrls[name];
    if (detector === undefined || url === undefined) return [];
    return [[`AMENDS_DETECTOR_${detector.toUpperCase().replaceAll('-', '_')}_URL`, url] as const];
  });
  return Object.fromEntries(doors);
}

/** Where `amends rehearse --archive` finds what was published here. */
function rehearsalOf({ template, endpoints }: Pick<LocalSystem, 'template' | 'endpoints'>): Record<string, string> {
  const { archives, rules } = template;
  const rule = rules.find(({ written }) => JSON.stringify(written['replay-name'] ?? '').includes(rehearsalPrefix));
  const [archive] = archives.filter(({ busName }) => busName === rule?.busName);
  const [target] = rule?.targets ?? [];
  if (!archive || !rule || !target) return {};
  return {
    AMENDS_REHEARSAL_ARCHIVE: archive.name,
    AMENDS_REHEARSAL_RULE: rule.arn,
    AMENDS_REHEARSAL_QUEUE: `${endpoints.queues}/000000000000/${queueName(target.arn)}`,
  };
}
