import type * as z from 'zod/mini';
import type { ChannelDefinition } from './channel-definition';
import type { InboundMessage } from './inbound-message';

/** What a network reports about a message that we sent. */
export interface MessageReport {
  readonly type: 'report';
  readonly network: string;
  /** As the message had it. Missing where it had none, or the network does not repeat it. */
  readonly tag?: string | undefined;
  readonly state: 'delivered' | 'bounced';
  /** The network's id of the message, as it answered when it took it. Missing where the report has another. */
  readonly reference?: string | undefined;
  /** In words and numbers of the network, without a handle. */
  readonly reason?: string | undefined;
  /** Whose it is, where the network says that they chose to hear nothing. */
  readonly stopped?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
}

/** One thing that a carrier of messages tells. */
export type TopicItem = { readonly type: 'message'; readonly message: InboundMessage } | MessageReport;

/** What one notification says. What it says beside that is for the log, so without personal data. */
export interface HeardFromTopic {
  readonly items: readonly TopicItem[];
  readonly ignored: readonly string[];
}

/**
 * A channel whose network is a service of the same cloud: it tells what came by a topic or on the bus, where its
 * identity is known, and so there is no signature and no public URL.
 */
export interface TopicChannel<Settings = unknown> extends Pick<
  ChannelDefinition<Settings>,
  'name' | 'rules' | 'wayTo'
> {
  readonly settings: z.ZodMiniType<Settings>;
  /**
   * Reads a notification of the topic, or the detail of an event. Pure.
   *
   * @param at when it was told
   */
  readonly hear: (payload: unknown, settings: Settings, at: string) => HeardFromTopic;
}
