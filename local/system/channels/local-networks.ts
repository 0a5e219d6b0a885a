import * as z from 'zod';
import { networkKinds } from '../../company/networks/network-kinds';
import { OwnSystem, type OwnCustomer } from '../../company/networks/own/own-system';
import {
  addressOf,
  type EmulatedNetwork,
  type NetworkKind,
  type SignedRequest,
  type Visitor,
  type Writing,
} from '../../company/networks/seen/emulated-network';
import { localFunctionUrl } from '../../emulator/functions/function-environment';
import type { FunctionDefinition } from '../../emulator/template/functions';
import type { SystemTemplate } from '../../emulator/template/template';
import type { Activity } from '../../emulator/server/activity';
import type { Shutdown } from '../shutdown';
import { channelOf, channelSettingsOf, withNetworks } from './network-urls';

/** A network on this machine, and the channel of the template that it belongs to. */
export interface LocalNetwork {
  readonly kind: NetworkKind;
  readonly network: EmulatedNetwork;
  /** The ids of its networks, by which events name them. */
  readonly networkIds: readonly string[];
  /** Whether the template sends answers there. */
  readonly isAnswered: boolean;
  /** Which messages count as complaints. */
  readonly complaints: { readonly counts: string; readonly phrases: readonly string[] };
  /** Somebody writes, and the network calls the channel's URL. The status of the answer. */
  write(writing: Writing): Promise<number>;
  /** The network calls with the same again, as networks do. Undefined where nothing was written yet. */
  repeat(): Promise<number | undefined>;
}

/** The networks of a local system, with whoever knows customers there. */
export interface LocalNetworks {
  readonly all: readonly LocalNetwork[];
  /** Says whose the handles of somebody are from now on. */
  know(visitor: Visitor, customer: OwnCustomer): void;
  /** Whom the company knows behind a handle. */
  knownAs(visitor: Visitor): OwnCustomer | undefined;
  /** The same functions, with the addresses of these networks. */
  within(functions: readonly FunctionDefinition[]): FunctionDefinition[];
}

export interface NetworkServices {
  readonly template: Pick<SystemTemplate, 'functions'>;
  readonly secretValues: ReadonlyMap<string, string>;
  readonly clock: () => Date;
  readonly activity: Activity;
  readonly shutdown: Shutdown;
  readonly lambdaUrl: string;
}

const complaintsSchema = z.object({ counts: z.string(), phrases: z.array(z.string()) });

const noComplaints = { counts: 'none', phrases: [] };

/** Starts a network for each channel of the template that can be emulated. */
export async function startNetworks(services: NetworkServices): Promise<LocalNetworks> {
  const { template, secretValues, clock, shutdown } = services;
  const asking = template.functions.find(({ environment }) => environment['CUSTOMERS_SECRET_NAME'] !== undefined);
  const requestSecret = secretValues.get(asking?.environment['CUSTOMERS_SECRET_NAME'] ?? '') ?? '';
  const directory = await shutdown.start(OwnSystem.start({ secret: '', requestSecret, clock }));
  const all: LocalNetwork[] = [];
  for (const kind of networkKinds) {
    const started = await startNetwork(kind, services);
    if (started) all.push(started);
  }
  const networks = new Map(all.map(({ kind, network }) => [kind.channel, { kind, url: network.apiUrl }]));
  return {
    all,
    know: ({ handles }, customer) => {
      for (const handle of Object.values(handles)) directory.customers.set(handle, customer);
    },
    knownAs: ({ handles }) => directory.customers.get(Object.values(handles)[0] ?? ''),
    within: (functions) => withNetworks(functions, { networks, customersUrl: directory.url }),
  };
}

async function startNetwork(
  kind: NetworkKind,
  { template, secretValues, clock, activity, shutdown, lambdaUrl }: NetworkServices,
): Promise<LocalNetwork | undefined> {
  const own = template.functions.filter((definition) => channelOf(definition) === kind.channel);
  const door = own.find(({ environment }) => environment['SIGNING_SECRET_NAME'] !== undefined);
  if (!door) return undefined;
  const answering = own.find(({ environment }) => environment['ANSWER_SECRET_NAME'] !== undefined);
  const reading = own.find(({ environment }) => environment['COMPLAINTS'] !== undefined);
  const secretOf = (definition: FunctionDefinition | undefined, variable: string): string =>
    secretValues.get(definition?.environment[variable] ?? '') ?? '';
  const network = await shutdown.start(
    kind.start({
      channel: channelSettingsOf(door),
      signingSecret: secretOf(door, 'SIGNING_SECRET_NAME'),
      answerSecret: secretOf(answering, 'ANSWER_SECRET_NAME'),
      clock,
    }),
  );
  const rule = reading?.environment['COMPLAINTS'];
  const sender = new NetworkSender(network, localFunctionUrl(lambdaUrl, door.name), activity);
  return {
    kind,
    network,
    networkIds: kind.networkIds,
    isAnswered: answering !== undefined,
    complaints: rule === undefined ? noComplaints : complaintsSchema.parse(JSON.parse(rule)),
    write: (writing) => sender.send(network.write(writing)),
    repeat: () => sender.repeat(),
  };
}

/** Calls the URL of a channel as its network does, once the network has taken the URL. */
class NetworkSender {
  private newest: SignedRequest | undefined;
  private connected: Promise<boolean> | undefined;

  constructor(
    private readonly network: EmulatedNetwork,
    private readonly url: string,
    private readonly activity: Activity,
  ) {}

  send(request: SignedRequest): Promise<number> {
    this.newest = request;
    return this.activity.during(() => this.post(request));
  }

  async repeat(): Promise<number | undefined> {
    return this.newest && this.send(this.newest);
  }

  private async post(request: SignedRequest): Promise<number> {
    this.connected ??= this.network.connect(this.url);
    if (!(await this.connected)) {
      this.connected = undefined;
      throw new Error('The channel gave no answer by which the network knows its URL.');
    }
    const { body, headers } = request;
    const response = await fetch(addressOf(this.url, request), { method: 'POST', headers, body });
    await response.text();
    return response.status;
  }
}
