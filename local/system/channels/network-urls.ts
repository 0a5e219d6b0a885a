import * as z from 'zod';
import type { CallingKind } from '../../company/networks/seen/emulated-network';
import type { FunctionDefinition } from '../../emulator/template/functions';

/** A stage that names an address below this one means a server of the local company: no server listens on port 0. */
const localServer = 'http://localhost:0/';

/** Where something of this machine stands in for what the template names. */
export interface NetworkUrls {
  /** Those that are called at a URL of the channel's settings, by the name of the channel. */
  readonly networks: ReadonlyMap<string, { readonly kind: CallingKind; readonly url: string }>;
  /** Who knows customers by their handles. */
  readonly customersUrl: string;
}

/** The channel that a function belongs to, as its service is called. */
export function channelOf({ environment }: Pick<FunctionDefinition, 'environment'>): string | undefined {
  return /^(.+)-(webhook|messages|answers)$/.exec(environment['POWERTOOLS_SERVICE_NAME'] ?? '')?.[1];
}

/** What the template says about the channel of a function. */
export function channelSettingsOf({
  environment,
}: Pick<FunctionDefinition, 'environment'>): Readonly<Record<string, unknown>> {
  const { CHANNEL } = environment;
  return CHANNEL === undefined ? {} : (JSON.parse(CHANNEL) as Readonly<Record<string, unknown>>);
}

/**
 * The same functions. Where they would call a network, they call the one of this machine: nobody's real page is written
 * on from here.
 */
export function withNetworks(functions: readonly FunctionDefinition[], urls: NetworkUrls): FunctionDefinition[] {
  return functions.map((definition) => {
    const environment = { ...definition.environment };
    const known = urls.networks.get(channelOf(definition) ?? '');
    if (known && environment['CHANNEL'] !== undefined) {
      environment['CHANNEL'] = JSON.stringify(withUrl(channelSettingsOf(definition), known));
    }
    const begun = environment['MESSAGE_CHANNELS'];
    if (begun !== undefined) environment['MESSAGE_CHANNELS'] = JSON.stringify(begunWithin(JSON.parse(begun), urls));
    if (environment['CUSTOMERS_URL']?.startsWith(localServer)) environment['CUSTOMERS_URL'] = urls.customersUrl;
    return { ...definition, environment };
  });
}

/** What begins messages has the settings of each channel, too. */
function begunWithin(given: unknown, { networks }: NetworkUrls): unknown {
  return begunSchema.parse(given).map((channel) => {
    const known = networks.get(channel.name);
    return known ? { ...channel, settings: withUrl(channel.settings, known) } : channel;
  });
}

const begunSchema = z.array(z.looseObject({ name: z.string(), settings: z.record(z.string(), z.unknown()) }));

function withUrl(
  settings: Readonly<Record<string, unknown>>,
  { kind, url }: { readonly kind: CallingKind; readonly url: string },
): Readonly<Record<string, unknown>> {
  const named = settings[kind.urlSetting];
  if (typeof named !== 'string') return settings;
  // Another server of the company's own may run on this machine, and is meant then.
  return kind.isOwnServer && !named.startsWith(localServer) ? settings : { ...settings, [kind.urlSetting]: url };
}
