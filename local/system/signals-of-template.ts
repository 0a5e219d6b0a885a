import type { SignalUrl } from '../company/signals/signal-sender';
import { localFunctionUrl } from '../emulator/functions/function-environment';
import type { FunctionDefinition } from '../emulator/template/functions';
import type { SystemTemplate } from '../emulator/template/template';

const doorName = /^detector-(.+)-door$/;

/** The public functions of detectors: those with a URL and the secret of a source. */
export function signalUrlsOf(
  { functions, functionUrls }: Pick<SystemTemplate, 'functions' | 'functionUrls'>,
  secrets: ReadonlyMap<string, string>,
  lambdaUrl: string,
): SignalUrl[] {
  return functionUrls.flatMap(({ functionName }) => {
    const environment = functions.find(({ name }) => name === functionName)?.environment ?? {};
    const detector = doorName.exec(environment['POWERTOOLS_SERVICE_NAME'] ?? '')?.[1];
    const secret = secrets.get(environment['SIGNAL_SECRET_NAME'] ?? '');
    if (detector === undefined || secret === undefined) return [];
    return [{ detector, url: localFunctionUrl(lambdaUrl, functionName), secret }];
  });
}

/** The values of the secrets with which detectors sign what they ask the shop. */
export function shopSecretsOf(
  { functions }: Pick<SystemTemplate, 'functions'>,
  secrets: ReadonlyMap<string, string>,
): string[] {
  const names = new Set(functions.flatMap(({ environment }) => environment['PURCHASES_SECRET_NAME'] ?? []));
  return [...names].flatMap((name) => secrets.get(name) ?? []);
}

/** A stage that names this as its shop has the one of the local company: no server listens on port 0. */
export const localShop = 'http://localhost:0/shop';

/** The same functions. Whoever would ask the local company's shop is given its address. */
export function withShopUrl(functions: readonly FunctionDefinition[], url: string): FunctionDefinition[] {
  return functions.map((definition) => {
    if (definition.environment['PURCHASES_URL'] !== localShop) return definition;
    return { ...definition, environment: { ...definition.environment, PURCHASES_URL: `${url}/shop` } };
  });
}
