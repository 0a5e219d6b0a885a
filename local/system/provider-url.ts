import type { FunctionUrl } from '../emulator/template/function-urls';
import type { FunctionDefinition } from '../emulator/template/functions';

/** The variable in which the template gives a function the address of the payment provider. */
const providerUrlVariable = 'STRIPE_API_URL';

/** A function of the template calls an endpoint that is not on this machine. */
export class EndpointElsewhereError extends Error {
  override readonly name = 'EndpointElsewhereError';
  constructor(
    readonly url: string,
    /** What it is, and how it is named on the command line. */
    { what, ...how }: Endpoint,
  ) {
    super(
      `The template has ${what} at ${url}, and the local system talks to this machine only. ` +
        `Run yours here, and name it: npm start -- -c ${how.named}${how.orLocal ?? ''}`,
    );
  }
}

/** The same functions. Wherever the template gives them the provider's address, they get this one. */
export function withProviderUrl(functions: readonly FunctionDefinition[], url: string): FunctionDefinition[] {
  const given = functions.flatMap(({ environment }) => environment[providerUrlVariable] ?? []);
  // A credit on the customer's balance is booked at the same address, which stands in a setting of partners then.
  const localized = (text: string): string =>
    [...new Set(given)].reduce((rest, each) => rest.replaceAll(each, url), text);
  return functions.map((definition) => {
    const environment = Object.entries(definition.environment).map(
      ([name, value]) => [name, localized(value)] as const,
    );
    return { ...definition, environment: Object.fromEntries(environment) };
  });
}

/** The setting of a stage with which its customers report as often as a demo needs. */
export const manyReports = JSON.stringify({ perCustomerPerDay: 1_000, perMinute: 1_000, calls: true });

/** The same, where anybody may write too: customers can be answered there. */
export const manyReportsAndLetters = JSON.stringify({ ...(JSON.parse(manyReports) as object), letters: true });

/** A stage that names this as its shop has the one of the local company: no server listens on port 0. */
const localShopUrl = 'http://localhost:0/shop';

/** The variable in which the template gives a function the address of the shop. */
const shopUrlVariable = 'SHOP_URL';

/** The same functions. Where the template means the shop of the local system, they get its address. */
export function withShopUrl(functions: readonly FunctionDefinition[], url: string): FunctionDefinition[] {
  return functions.map((definition) => {
    const { environment } = definition;
    if (environment[shopUrlVariable] !== localShopUrl) return definition;
    return { ...definition, environment: { ...environment, [shopUrlVariable]: `${url}/shop` } };
  });
}

/** The origin of that shop's pages. */
const localShopOrigin = 'http://localhost:0';

/** The setting of a stage with which its pages say what was given. */
export const feedOnPagesOfShop = JSON.stringify({ allowedOrigins: [localShopOrigin] });

/** The same URLs of functions. Where the template lets pages of the local shop ask, they are let from its address. */
export function withShopOrigin(functionUrls: readonly FunctionUrl[], url: string): FunctionUrl[] {
  return functionUrls.map(({ cors, ...functionUrl }) => {
    const allowOrigins = cors?.allowOrigins.map((origin) =>
      origin === localShopOrigin ? new URL(url).origin : origin,
    );
    return { ...functionUrl, ...(cors && allowOrigins && { cors: { ...cors, allowOrigins } }) };
  });
}

interface Endpoint {
  readonly what: string;
  /** The setting with which it is named. */
  readonly named: string;
  /** Where this machine has one that stands in for it. */
  readonly orLocal?: string | undefined;
}

const refundEndpoint: Endpoint = { what: 'a refund endpoint', named: 'refundEndpoint=http://127.0.0.1:PORT' };
const partnerEndpoint: Endpoint = { what: 'a partner', named: 'partnerEndpoint=http://127.0.0.1:PORT' };
const shop: Endpoint = {
  what: 'a shop',
  named: `'shop={"url":"http://127.0.0.1:PORT"}'`,
  orLocal: `. Or take the shop of this machine, which has sample customers: npm start -- -c 'shop={"url":"${localShopUrl}"}'`,
};

const knownCustomers: Endpoint = {
  what: 'a system that knows customers by their names on a network',
  named: `'channels={"http":{"customers":{"url":"http://127.0.0.1:PORT"}}}'`,
};
const ownChannel: Endpoint = {
  what: 'a system that sends answers on',
  named: `'channels={"http":{"answers":{"url":"http://127.0.0.1:PORT"}}}'`,
};

/**
 * A stage may name endpoints of the company itself, where a demo would ask for money.
 *
 * @throws {@link EndpointElsewhereError}
 */
export function checkEndpoints(functions: readonly FunctionDefinition[]): void {
  for (const { environment } of functions) {
    const named = [
      [environment['REFUND_ENDPOINT_URL'], refundEndpoint],
      [environment[shopUrlVariable], shop],
      [partnerEndpointIn(environment['PARTNERS']), partnerEndpoint],
      [environment['CUSTOMERS_URL'], knownCustomers],
      [answerEndpointIn(environment['CHANNEL']), ownChannel],
    ] as const;
    for (const [url, endpoint] of named) {
      if (url !== undefined && !isHere(url)) throw new EndpointElsewhereError(url, endpoint);
    }
  }
}

function partnerEndpointIn(setting: string | undefined): string | undefined {
  return /"endpoint":\{"url":"([^"]+)"/.exec(setting ?? '')?.[1];
}

/** Of a channel that a system of the company's own answers. A network itself is emulated here. */
function answerEndpointIn(setting: string | undefined): string | undefined {
  return /"endpointUrl":"([^"]+)"/.exec(setting ?? '')?.[1];
}

function isHere(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
