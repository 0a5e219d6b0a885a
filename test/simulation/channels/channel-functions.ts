import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { DynamoAnswers } from '../../../lambdas/channels/answers/dynamo-answers';
import { DynamoContacts } from '../../../lambdas/channels/consent/dynamo-contacts';
import type { ComplaintRule } from '../../../lambdas/channels/complaints/complaint-rule';
import { EventBridgeAnswerPublisher } from '../../../lambdas/channels/events/eventbridge-answer-publisher';
import { EventBridgeChannelPublisher } from '../../../lambdas/channels/events/eventbridge-channel-publisher';
import { facebook } from '../../../lambdas/channels/facebook/facebook';
import { ownChannel } from '../../../lambdas/channels/http/own-channel';
import type { ChannelDefinition } from '../../../lambdas/channels/port/channel-definition';
import type { KnownCustomers } from '../../../lambdas/channels/port/known-customers';
import type { TopicChannel } from '../../../lambdas/channels/port/topic-channel';
import { sms } from '../../../lambdas/channels/sms/sms';
import { whatsapp } from '../../../lambdas/channels/whatsapp/whatsapp';
import { SigningSecret } from '../../../lambdas/fulfilment/keys/signing-secret';
import { channelMessageText, type ReceivedMessages } from '../../../lambdas/received/received-messages';
import { channelAnswerHandler } from '../../../lambdas/runtime/channels/channel-answer-handler';
import { channelMessageHandler } from '../../../lambdas/runtime/channels/channel-message-handler';
import { channelTopicHandler, type TopicEvent } from '../../../lambdas/runtime/channels/channel-topic-handler';
import { channelWebhookHandler } from '../../../lambdas/runtime/channels/channel-webhook-handler';
import type { QueuedEvent } from '../../../lambdas/runtime/delivery/record-batch';
import { commonPorts, contextOf, telemetryOf, type CommonResources } from '../functions';
import type { SimFunction } from '../platform';
import type { Process } from '../process';
import type { SimNetwork } from './sim-network';

const tableName = 'ledger';
const runMs = 30_000;

/** With which networks sign what they tell. */
export const signingSecret = 'a-secret-with-which-networks-sign-in-simulated-worlds';
export const page = '1001';

/** Which messages are complaints by themselves. */
const rule: ComplaintRule = { counts: 'listed-phrases', phrases: ['terrible'] };

const key = { read: () => Promise.resolve(signingSecret), forget: () => undefined };

export interface ChannelResources extends CommonResources {
  readonly networks: Readonly<Record<'sms' | 'whatsapp' | 'facebook' | 'http', SimNetwork>>;
  /** A public function leaves a message in the queue of its channel. */
  readonly onQueued: (channel: string, text: string) => void;
  /** A system of the company's own that knows handles. */
  readonly customers: (current: () => Process) => KnownCustomers;
}

export type ChannelName = keyof ChannelResources['networks'];

export interface ChannelFunctions {
  readonly topics: Readonly<Record<'sms' | 'whatsapp', SimFunction>>;
  readonly doors: Readonly<Record<'facebook' | 'http', SimFunction>>;
  readonly readers: Readonly<Record<'facebook' | 'http', SimFunction>>;
  readonly answers: Readonly<Record<ChannelName, SimFunction>>;
}

/** The deployed functions of four channels: the real handlers, wired to the simulated world. */
export function channelFunctions(resources: ChannelResources): ChannelFunctions {
  const facebookSettings = { page, graphUrl: 'https://graph.example.com', verifyToken: signingSecret };
  return {
    topics: {
      sms: topicFunction(sms, resources),
      whatsapp: topicFunction(whatsapp, resources),
    },
    doors: {
      facebook: doorFunction(facebook as ChannelDefinition, facebookSettings, resources),
      http: doorFunction(ownChannel as ChannelDefinition, {}, resources),
    },
    readers: {
      facebook: readerFunction(facebook, resources),
      http: readerFunction(ownChannel, resources),
    },
    answers: {
      sms: answersFunction(sms, resources),
      whatsapp: answersFunction(whatsapp, resources),
      facebook: answersFunction(facebook, resources),
      http: answersFunction(ownChannel, resources),
    },
  };
}

function portsOf(resources: ChannelResources, current: () => Process) {
  const { observer, clock } = commonPorts(resources, current);
  const { trace } = resources.context;
  const ofBatches = {
    recordDone: () => trace.count('messages of a queue read'),
    recordFailed: () => trace.count('messages of a queue delivered again'),
  };
  return { observer: { ...observer, ...ofBatches }, clock };
}

function messagePorts({ rules }: Pick<TopicChannel, 'rules'>, resources: ChannelResources, current: () => Process) {
  return {
    ...portsOf(resources, current),
    customers: resources.customers(current),
    publisher: new EventBridgeChannelPublisher(resources.bus.clientOf(current), 'bus'),
    rule,
    rules,
  };
}

function topicFunction<Settings>(channel: TopicChannel<Settings>, resources: ChannelResources): SimFunction {
  return {
    name: `${channel.name}-hears`,
    limitMs: runMs,
    start: (current) => {
      const network = resources.networks[channel.name as 'sms' | 'whatsapp'];
      const optOuts = {
        add: async (handle: string) => {
          await current().request(
            () => 'opt-out',
            later(resources, () => network.optedOut.add(number(handle))),
          );
        },
        remove: (handle: string) =>
          current().request<'removed'>(
            () => 'opt-in',
            later(resources, () => {
              network.optedOut.delete(number(handle));
              return 'removed' as const;
            }),
          ),
      };
      const ports = {
        ...messagePorts(channel, resources, current),
        contacts: new DynamoContacts(resources.dynamo.clientOf(current), tableName),
        optOuts: channel.name === 'sms' ? optOuts : undefined,
      };
      const handler = channelTopicHandler(
        channel,
        undefined,
        () => ({ ports, settings: {} as Settings }),
        telemetryOf(ports.observer),
      );
      return (event, process) => handler(event as TopicEvent, contextOf(process));
    },
  };
}

function number(handle: string): string {
  return handle.replaceAll(/\D/g, '');
}

function later<Value>({ context: { scheduler, random } }: ChannelResources, step: () => Value) {
  return ({ resolve }: { readonly resolve: (value: Value) => void }): void => {
    scheduler.after(random.int(2, 200), () => {
      const value = step();
      scheduler.after(random.int(1, 20), () => resolve(value));
    });
  };
}

function doorFunction(channel: ChannelDefinition, settings: object, resources: ChannelResources): SimFunction {
  return {
    name: `${channel.name}-door`,
    limitMs: runMs,
    start: (current) => {
      const { observer, clock } = portsOf(resources, current);
      const door = channel.door({ settings, secret: new SigningSecret(key) });
      const ports = { door, received: queueOf(channel.name, resources, current), observer, clock };
      const handler = channelWebhookHandler(channel, () => ports, telemetryOf(observer));
      return (event, process) => handler(event as APIGatewayProxyEventV2, contextOf(process));
    },
  };
}

function queueOf(channel: string, resources: ChannelResources, current: () => Process): ReceivedMessages {
  return {
    keep: async (messages, receivedAt) => {
      const { scheduler, random, faults } = resources.context;
      for (const message of messages) {
        await current().request<undefined>(
          () => 'SendMessage',
          ({ resolve, reject }) => {
            const refuses = random.chance(faults.busRefuses);
            scheduler.after(random.int(2, 30), () => {
              if (refuses) return reject(new Error('the queue takes nothing'));
              resources.onQueued(channel, channelMessageText(message, receivedAt));
              scheduler.after(random.int(1, 10), () => resolve(undefined));
            });
          },
        );
      }
    },
  };
}

function readerFunction(channel: Pick<ChannelDefinition, 'name' | 'rules'>, resources: ChannelResources): SimFunction {
  return {
    name: `${channel.name}-messages`,
    limitMs: runMs,
    start: (current) => {
      const ports = messagePorts(channel, resources, current);
      const handler = channelMessageHandler(channel, () => ports, telemetryOf(ports.observer));
      return (event, process) => handler(event as QueuedEvent, contextOf(process));
    },
  };
}

type Answering = Pick<ChannelDefinition, 'name' | 'rules' | 'settings' | 'wayTo'>;

function answersFunction(channel: Answering, resources: ChannelResources): SimFunction {
  return {
    name: `${channel.name}-answers`,
    limitMs: runMs,
    start: (current) => {
      const database = resources.dynamo.clientOf(current);
      const sender = resources.networks[channel.name as ChannelName].clientOf(current);
      const isCarrier = channel.name === 'sms' || channel.name === 'whatsapp';
      const ports = {
        ...portsOf(resources, current),
        store: new DynamoAnswers(database, tableName),
        contacts: isCarrier ? new DynamoContacts(database, tableName) : undefined,
        sender,
        wayTo: channel.wayTo,
        publisher: new EventBridgeAnswerPublisher(resources.bus.clientOf(current), 'bus'),
      };
      const handler = channelAnswerHandler(
        channel,
        () => sender,
        () => ports,
        telemetryOf(ports.observer),
      );
      return (event, process) => handler(event as QueuedEvent, contextOf(process));
    },
  };
}
