import type { Way } from '../port/answer';
import type { ChannelDefinition } from '../port/channel-definition';
import { ChatwootDoor } from './chatwoot-door';
import { chatwootSettingsSchema, type ChatwootSettings } from './chatwoot-settings';
import {
  chatwoot,
  chatwootInstagram,
  chatwootMessenger,
  chatwootRules,
  chatwootTiktok,
  chatwootTweets,
  chatwootWhatsapp,
} from './rules';

/** As long as the network behind the inbox takes it; of inboxes without a window the shortest that is not SMS. */
const ways: Readonly<Record<string, Way>> = {
  [`${chatwoot.network} author`]: { rules: chatwoot, longestText: 4_096 },
  [`${chatwootWhatsapp.network} author`]: { rules: chatwootWhatsapp, longestText: 4_096 },
  [`${chatwootMessenger.network} author`]: { rules: chatwootMessenger, longestText: 2_000 },
  [`${chatwootInstagram.network} author`]: { rules: chatwootInstagram, longestText: 1_000 },
  [`${chatwootTiktok.network} author`]: { rules: chatwootTiktok, longestText: 2_000 },
  [`${chatwootTweets.network} public`]: { rules: chatwootTweets, longestText: 280 },
};

/** An account at Chatwoot: whatever its inboxes reach, and its API channel. */
export const chatwootAccount: ChannelDefinition<ChatwootSettings> = {
  name: 'chatwoot',
  rules: chatwootRules,
  settings: chatwootSettingsSchema,
  door: ({ settings, secret }) => new ChatwootDoor(settings, secret),
  wayTo: ({ network }, to) => ways[`${network} ${to}`],
};
