import type { Way } from '../port/answer';
import type { ChannelDefinition } from '../port/channel-definition';
import { x, xMessages } from './send/rules';
import { XDoor } from './x-door';
import { xSettingsSchema, type XSettings } from './send/x-settings';

/** A post is answered under itself, a message in private. Who only mentioned the account asked for no message. */
const ways: Readonly<Record<string, Way>> = {
  [`${x.network} public`]: { rules: x, longestText: 280 },
  [`${xMessages.network} author`]: { rules: xMessages, longestText: 10_000 },
};

/** An account on X: who mentions, answers or quotes it, and messages to it. */
export const xAccount: ChannelDefinition<XSettings> = {
  name: 'x',
  rules: [x, xMessages],
  settings: xSettingsSchema,
  door: ({ settings, secret }) => new XDoor(settings, secret),
  wayTo: ({ network }, to) => ways[`${network} ${to}`],
};
