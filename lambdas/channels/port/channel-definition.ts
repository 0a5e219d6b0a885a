import type * as z from 'zod/mini';
import type { SigningSecret } from '../../fulfilment/keys/signing-secret';
import type { NetworkRules } from '../rules/network-rules';
import type { ProviderKey } from '../../fulfilment/keys/provider-key';
import type { AnswerSender, WayTo } from './answer';
import type { Door } from './door';

/** What the door of a channel is made of. */
export interface DoorTools<Settings> {
  readonly settings: Settings;
  /** With which the network signs. It is read again once where a signature does not match, so it may be rotated. */
  readonly secret: SigningSecret;
}

/** A channel: where customers write, and how the network delivers it. */
export interface ChannelDefinition<Settings = unknown> {
  /** Lower-case letters and hyphens: it names functions. */
  readonly name: string;
  /** Of each way there: comments and messages may differ. */
  readonly rules: readonly NetworkRules[];
  /** What a deployment says about the channel. No secrets. */
  readonly settings: z.ZodMiniType<Settings>;
  readonly door: (tools: DoorTools<Settings>) => Door;
  readonly wayTo: WayTo;
}

/** What sending on a channel is made of. */
export interface SenderTools<Settings> {
  readonly settings: Settings;
  /** With which the company is known to the network. It is read again once it was refused. */
  readonly key: ProviderKey;
}

/** Makes what sends on a channel. It is apart from the definition, because a public function must not have it. */
export type SenderOf<Settings> = (tools: SenderTools<Settings>) => AnswerSender;
