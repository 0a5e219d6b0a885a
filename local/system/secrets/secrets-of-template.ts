import * as z from 'zod';
import { localFunctionUrl } from '../../emulator/functions/function-environment';
import { isCarried } from '../../company/networks/seen/emulated-network';
import { networkKinds } from '../../company/networks/network-kinds';
import type { Webhook } from '../../company/provider/webhook-sender';
import type { FunctionDefinition } from '../../emulator/template/functions';
import type { LocalSealKeys } from './seal-keys';
import { channelOf } from '../channels/network-urls';
import type { SystemTemplate } from '../../emulator/template/template';

/** Environment variables with this suffix name a secret. */
const suffix = '_SECRET_NAME';

/** The functions make these keys in a deployment, and each local system has its own. */
const sealSecret = 'SEAL_SECRET_NAME';

const webhookSecret = 'STRIPE_WEBHOOK_SECRET_NAME';

/** Local values of secrets, by the variable that names them. */
const localValues: Readonly<Record<string, string>> = {
  /** The local payment provider accepts any key that looks like a test key. */
  STRIPE_SECRET_NAME: 'sk_test_local',
  /** With a restricted one it changes nothing. */
  STRIPE_READ_SECRET_NAME: 'rk_test_local',
  [webhookSecret]: 'whsec_local',
  REFUND_ENDPOINT_SECRET_NAME: 'local-signing-secret',
  REFUND_ENDPOINT_READ_SECRET_NAME: 'local-reading-secret',
  SIGNING_SECRET_NAME: 'local-secret-with-which-networks-sign',
  ANSWER_SECRET_NAME: 'local-token-of-the-company',
  CUSTOMERS_SECRET_NAME: 'local-secret-of-questions-who-wrote',
  SHOP_SECRET_NAME: 'local-secret-of-questions-to-the-shop',
  REPORT_LINK_SECRET_NAME: 'local-secret-with-which-the-shop-signs-links',
  FEEDBACK_LINK_SECRET_NAME: 'local-secret-with-which-links-of-mails-are-signed',
  FEED_LINK_SECRET_NAME: 'local-secret-with-which-the-shop-signs-what-was-given',
};

const anyOtherValue = 'local-secret';

/** The values of the secrets that the functions' environments name: the given ones, or else local ones. */
export function secretsOf(
  { functions }: Pick<SystemTemplate, 'functions'>,
  given: Readonly<Record<string, string>> | undefined,
  sealKeys: Pick<LocalSealKeys, 'secret'>,
): ReadonlyMap<string, string> {
  const named = functions
    .flatMap(({ environment }) => [...Object.entries(environment), ...endpointOfPartners(environment)])
    .filter(([variable]) => variable.endsWith(suffix));
  const ofNetworks = functions.flatMap(secretsOfNetworks);
  const ofSeals = named
    .filter(([variable]) => variable === sealSecret)
    .map(([, name]) => [name, sealKeys.secret] as const);
  if (given) return new Map([...Object.entries(given), ...ofSeals]);
  const local = named.map(([variable, name]) => [name, localValues[variable] ?? anyOtherValue] as const);
  return new Map([...local, ...ofNetworks, ...ofSeals]);
}

/** Those of a network that have a form of their own. */
function secretsOfNetworks({ environment }: Pick<FunctionDefinition, 'environment'>): [name: string, value: string][] {
  const kind = networkKinds.find(({ channel }) => channel === channelOf({ environment }));
  const { signing, answer } = kind && !isCarried(kind) ? (kind.localSecrets ?? {}) : {};
  return [
    [environment['SIGNING_SECRET_NAME'], signing] as const,
    [environment['ANSWER_SECRET_NAME'], answer] as const,
  ].flatMap(([name, value]) => (name === undefined || value === undefined ? [] : [[name, value]]));
}

/** Where an endpoint carries parts out, its secret is named in JSON. */
function endpointOfPartners({ PARTNERS }: Readonly<Record<string, string>>): [string, string][] {
  const partners = partnersSchema.safeParse(PARTNERS === undefined ? undefined : JSON.parse(PARTNERS));
  const secretName = partners.data?.endpoint?.secretName;
  return secretName === undefined ? [] : [[`PARTNER_ENDPOINT${suffix}`, secretName]];
}

const partnersSchema = z.object({ endpoint: z.object({ secretName: z.string() }).optional() });

/** The functions that receive the provider's webhook events: those with a URL and a signing secret. */
export function webhooksOf(
  { functions, functionUrls }: Pick<SystemTemplate, 'functions' | 'functionUrls'>,
  secrets: ReadonlyMap<string, string>,
  lambdaUrl: string,
): Webhook[] {
  // The provider has its own signature, which a URL with IAM authentication would reject.
  const open = functionUrls.filter(({ authType }) => authType === 'NONE');
  return open.flatMap(({ functionName }) => {
    const definition = functions.find(({ name }) => name === functionName);
    const secret = secrets.get(definition?.environment[webhookSecret] ?? '');
    return secret === undefined ? [] : [{ functionName, url: localFunctionUrl(lambdaUrl, functionName), secret }];
  });
}
