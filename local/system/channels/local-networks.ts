import * as z from 'zod';
import { networkKinds } from '../../company/networks/network-kinds';
import { OwnSystem, type OwnCustomer } from '../../company/networks/own/own-system';
import {
  isCarried,
  type CallingKind,
  type CarriedKind,
  type EmulatedNetwork,
  type NetworkKind,
  type Visitor,
} from '../../company/networks/seen/emulated-network';
import type { Bus } from '../../emulator/bus/bus';
import { localFunctionUrl, type LocalServices } from '../../emulator/functions/function-environment';
import type { Guard } from '../../emulator/iam/guard';
import type { FunctionDefinition } from '../../emulator/template/functions';
import type { SystemTemplate } from '../../emulator/template/template';
import { Topics, type AsynchronousFunctions } from '../../emulator/topics/topics';
import type { Activity } from '../../emulator/server/activity';
import type { Shutdown } from '../shutdown';
import { DeliveryByTopic, DeliveryByUrl, type NetworkDelivery } from './network-delivery';
import { channelOf, channelSettingsOf, withNetworks } from './network-urls';

/** A network on this machine, and the channel of the template that it belongs to. */
export interface LocalNetwork extends Pick<NetworkDelivery, 'write' | 'repeat'> {
  readonly kind: NetworkKind;
  readonly network: EmulatedNetwork;
  /** The ids of its networks, by which events name them. */
  readonly networkIds: readonly string[];
  /** Whether the template sends answers there. */
  readonly isAnswered: boolean;
  /** Whether the template begins messages there, where a mail did not arrive. */
  readonly isBegun: boolean;
  /** Which messages count as complaints. */
  readonly complaints: { readonly counts: string; readonly phrases: readonly string[] };
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
  /** Where clients find those that are services of AWS. */
  readonly services: Pick<LocalServices, CarriedKind['client']>;
}

export interface NetworkServices {
  readonly template: SystemTemplate;
  readonly secretValues: ReadonlyMap<string, string>;
  readonly clock: () => Date;
  readonly activity: Activity;
  readonly shutdown: Shutdown;
  readonly lambdaUrl: string;
  readonly bus: Pick<Bus, 'publish'>;
  readonly functions: AsynchronousFunctions;
  readonly guard: Guard;
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
    const started = isCarried(kind) ? await startCarried(kind, services) : await startCalling(kind, services);
    if (started) all.push(started);
  }
  const networks = new Map(
    all.flatMap(({ kind, network }) =>
      isCarried(kind) ? [] : [[kind.channel, { kind, url: network.apiUrl }] as const],
    ),
  );
  return {
    all,
    know: ({ handles }, customer) => {
      for (const handle of Object.values(handles)) directory.customers.set(handle, customer);
    },
    knownAs: ({ handles }) => directory.customers.get(Object.values(handles)[0] ?? ''),
    within: (functions) => withNetworks(functions, { networks, customersUrl: directory.url }),
    services: Object.fromEntries(
      all.flatMap(({ kind, network }) => (isCarried(kind) ? [[kind.client, network.apiUrl]] : [])),
    ),
  };
}

/** One that calls the channel's URL. */
async function startCalling(kind: CallingKind, services: NetworkServices): Promise<LocalNetwork | undefined> {
  const { template, secretValues, clock, activity, shutdown, lambdaUrl } = services;
  const own = functionsOf(kind, template);
  const door = own.find(({ environment }) => environment['SIGNING_SECRET_NAME'] !== undefined);
  if (!door) return undefined;
  const answering = own.find(({ environment }) => environment['ANSWER_SECRET_NAME'] !== undefined);
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
  const delivery = new DeliveryByUrl(network, localFunctionUrl(lambdaUrl, door.name), activity);
  return localNetwork(kind, { network, delivery, isAnswered: answering !== undefined }, template);
}

/** One that is a service of AWS, and publishes on the channel's topic. */
async function startCarried(kind: CarriedKind, services: NetworkServices): Promise<LocalNetwork | undefined> {
  const { template, clock, guard, bus, shutdown } = services;
  const topics = new Topics(template, services.functions);
  const hearing = functionsOf(kind, template).find(({ name }) => topics.topicOf(name) !== undefined);
  if (!hearing) return undefined;
  const topicArn = topics.topicOf(hearing.name) ?? '';
  const publish = (message: string, at: Date): void => topics.publish(topicArn, kind.service, message, at);
  const report = (event: Parameters<Bus['publish']>[0]): void => bus.publish(event, undefined);
  const network = await shutdown.start(
    kind.start({ channel: channelSettingsOf(hearing), clock, guard, publish, report }),
  );
  const delivery = new DeliveryByTopic(network, publish);
  return localNetwork(kind, { network, delivery, isAnswered: true }, template);
}

function functionsOf({ channel }: NetworkKind, { functions }: Pick<SystemTemplate, 'functions'>) {
  return functions.filter((definition) => channelOf(definition) === channel);
}

function localNetwork(
  kind: NetworkKind,
  {
    network,
    delivery,
    isAnswered,
  }: Pick<LocalNetwork, 'network' | 'isAnswered'> & { readonly delivery: NetworkDelivery },
  template: SystemTemplate,
): LocalNetwork {
  const reading = functionsOf(kind, template).find(({ environment }) => environment['COMPLAINTS'] !== undefined);
  const rule = reading?.environment['COMPLAINTS'];
  const { networkIds } = kind;
  return {
    kind,
    network,
    networkIds,
    isAnswered,
    isBegun: begunIn(template).some((name) => networkIds.includes(name)),
    complaints: rule === undefined ? noComplaints : complaintsSchema.parse(JSON.parse(rule)),
    write: (writing) => delivery.write(writing),
    repeat: () => delivery.repeat(),
  };
}

const begunSchema = z.array(z.object({ name: z.string() }));

/** The channels on which messages are begun, as the function that writes to customers is told. */
function begunIn({ functions }: Pick<SystemTemplate, 'functions'>): readonly string[] {
  const [text] = functions.flatMap(({ environment }) => environment['MESSAGE_CHANNELS'] ?? []);
  return text === undefined ? [] : begunSchema.parse(JSON.parse(text)).map(({ name }) => name);
}
