import type { ServiceEvent } from '../../../emulator/bus/put-events';
import type { Guard } from '../../../emulator/iam/guard';
import type { SeenThere } from './network-log';

/**
 * What a network does with the next requests of ours. `lost`: it does what it is asked, and hangs up. `busy`: it does
 * nothing, and says so. `broken`: it answers with what makes no sense.
 */
export const networkWeathers = ['fine', 'lost', 'busy', 'broken'] as const;

export type NetworkWeather = (typeof networkWeathers)[number];

/** A request that a network sends to us, signed as it signs. */
export interface SignedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Behind the address, where the network signs there. */
  readonly query?: Readonly<Record<string, string>> | undefined;
}

/** Where a network calls. */
export function addressOf(url: string, { query = {} }: Pick<SignedRequest, 'query'>): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? url : `${url}?${text}`;
}

/** One way to write there: a comment, a message. */
export interface WayToWrite {
  readonly id: string;
  readonly title: string;
  /** Whether everybody reads it. */
  readonly isPublic: boolean;
}

/** Somebody on a network. */
export interface Visitor {
  /** By this the pages name them. */
  readonly id: string;
  readonly name: string;
  /** The network's ids of them, by way: many networks have another id of one person in each place. */
  readonly handles: Readonly<Record<string, string>>;
}

export interface Writing {
  readonly by: Visitor;
  readonly way: WayToWrite;
  readonly text: string;
  readonly at: Date;
}

/** Somebody whom the network does not reach for the company, and why. */
export interface NotReached {
  readonly name: string;
  readonly why: string;
}

/** A network that stands in for a real one: people write there, and its servers are called. */
export interface EmulatedNetwork {
  weather: NetworkWeather;
  /** Where its servers are called. */
  readonly apiUrl: string;
  readonly ways: readonly WayToWrite[];
  readonly people: readonly Visitor[];
  /** All that can be seen there, the oldest first. */
  readonly seen: readonly SeenThere[];
  /** Somebody wants to hear nothing more of the company. Undefined where the network has no such thing. */
  block?(visitor: Visitor): void;
  /** Somebody cannot be reached there any more. Undefined where the network tells nobody. */
  leave?(visitor: Visitor): void;
  /** Whom the network lets nobody write to, or does not reach. @default - it tells nobody */
  readonly notReached?: readonly NotReached[] | undefined;
  stop(): Promise<void>;
}

/** One whose servers call a URL of ours. */
export interface CallingNetwork extends EmulatedNetwork {
  /** Enters the URL that it calls. Whether it took it. */
  connect(url: string): Promise<boolean>;
  /** Somebody writes. What the network sends to us then. */
  write(writing: Writing): SignedRequest;
}

/** One that is a service of the same cloud, and publishes on a topic of ours. */
export interface CarriedNetwork extends EmulatedNetwork {
  /** Somebody writes. What the service publishes then. */
  write(writing: Writing): string;
}

/** What an emulated network is started with: what the template says of its channel. */
export interface NetworkSettings {
  /** What the deployment says about the channel. No secrets. */
  readonly channel: Readonly<Record<string, unknown>>;
  /** With which it signs. */
  readonly signingSecret: string;
  /** By which it knows the company. Empty where no answers are sent. */
  readonly answerSecret: string;
  readonly clock: () => Date;
}

/** What an emulated network of the same cloud is started with. */
export interface CarriedSettings extends Pick<NetworkSettings, 'channel' | 'clock'> {
  /** Asks IAM whether a function may do what it asks for. */
  readonly guard: Guard;
  /** Publishes on the topic of the channel. */
  readonly publish: (message: string, at: Date) => void;
  /** Publishes on the default bus. */
  readonly report: (event: ServiceEvent) => void;
}

/** What is known of a kind of network before one is started. */
interface KnownKind {
  /** The name of its channel. */
  readonly channel: string;
  readonly title: string;
  /** The ids of its rules, by which events name it. */
  readonly networkIds: readonly string[];
}

/** A kind of network that calls a URL of ours. */
export interface CallingKind extends KnownKind {
  /** The setting of the channel that has the address of its servers. */
  readonly urlSetting: string;
  /** Whether whoever names another address there means another server than the network's. */
  readonly isOwnServer: boolean;
  /**
   * Secrets of the local system that have a form of their own.
   *
   * @default any text
   */
  readonly localSecrets?: { readonly signing?: string; readonly answer?: string } | undefined;
  start(settings: NetworkSettings): Promise<CallingNetwork>;
}

/** A kind of network that is a service of the same cloud. */
export interface CarriedKind extends KnownKind {
  /** As it names itself where it publishes. */
  readonly service: string;
  /** Where clients of that service are told its address. */
  readonly client: 'smsVoice' | 'socialMessaging';
  start(settings: CarriedSettings): Promise<CarriedNetwork>;
}

/** A kind of network that can be emulated. */
export type NetworkKind = CallingKind | CarriedKind;

export function isCarried(kind: NetworkKind): kind is CarriedKind {
  return 'service' in kind;
}

/** A text out of the settings of a channel. */
export function settingOf(channel: Readonly<Record<string, unknown>>, name: string): string {
  const value = channel[name];
  if (typeof value === 'string') return value;
  throw new Error(`The channel says nothing about ${name}.`);
}
