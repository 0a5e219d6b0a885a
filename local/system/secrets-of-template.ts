import { localFunctionUrl } from '../emulator/functions/function-environment';
import type { Webhook } from '../company/provider/webhooks';
import type { SystemTemplate } from '../emulator/template/template';

/** Environment variables that end so name a secret. */
const suffix = '_SECRET_NAME';

const webhookSecret = 'STRIPE_WEBHOOK_SECRET_NAME';

/** What secrets hold here, by the variable that names them. */
const localValues: Readonly<Record<string, string>> = {
  /** The local payment provider takes any key that looks like one for tests. */
  STRIPE_SECRET_NAME: 'sk_test_local',
  [webhookSecret]: 'whsec_local',
  REFUND_ENDPOINT_SECRET_NAME: 'local-signing-secret',
};

const anyOtherValue = 'local-secret';

/** The values of the secrets that functions are told of: those that are given, or else local ones. */
export function secretsOf(
  { functions }: Pick<SystemTemplate, 'functions'>,
  given: Readonly<Record<string, string>> | undefined,
): ReadonlyMap<string, string> {
  if (given) return new Map(Object.entries(given));
  return new Map(
    functions
      .flatMap(({ environment }) => Object.entries(environment))
      .filter(([variable]) => variable.endsWith(suffix))
      .map(([variable, secretName]) => [secretName, localValues[variable] ?? anyOtherValue]),
  );
}

/** The functions that the provider tells of its refunds: those that have a URL and know the secret to check it with. */
export function webhooksOf(
  { functions, functionUrls }: Pick<SystemTemplate, 'functions' | 'functionUrls'>,
  secrets: ReadonlyMap<string, string>,
  lambdaUrl: string,
): Webhook[] {
  // The provider signs in a way of its own, which a URL that asks for a signature of AWS would not take.
  const open = functionUrls.filter(({ authType }) => authType === 'NONE');
  return open.flatMap(({ functionName }) => {
    const definition = functions.find(({ name }) => name === functionName);
    const secret = secrets.get(definition?.environment[webhookSecret] ?? '');
    return secret === undefined ? [] : [{ functionName, url: localFunctionUrl(lambdaUrl, functionName), secret }];
  });
}
