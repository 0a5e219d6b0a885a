import type { Way } from '../port/answer';
import type { ChannelDefinition } from '../port/channel-definition';
import { FacebookDoor } from './facebook-door';
import { facebookSettingsSchema, type FacebookSettings } from './facebook-settings';
import { facebookComments, facebookPrivateReplies, messenger } from './rules';

/** Whoever commented may be answered there, or once in private; a message is answered in private only. */
const ways: Readonly<Record<string, Way>> = {
  [`${facebookComments.network} public`]: { rules: facebookComments, longestText: 8_000 },
  [`${facebookComments.network} author`]: { rules: facebookPrivateReplies, longestText: 2_000 },
  [`${messenger.network} author`]: { rules: messenger, longestText: 2_000 },
};

/** A page on Facebook: comments and posts of visitors, and Messenger. */
export const facebook: ChannelDefinition<FacebookSettings> = {
  name: 'facebook',
  rules: [facebookComments, facebookPrivateReplies, messenger],
  settings: facebookSettingsSchema,
  door: ({ settings, secret }) => new FacebookDoor(settings, secret),
  wayTo: ({ network }, to) => ways[`${network} ${to}`],
};
