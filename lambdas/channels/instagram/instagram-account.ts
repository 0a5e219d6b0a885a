import { MetaDoor } from '../meta/meta-door';
import type { Way } from '../port/answer';
import type { ChannelDefinition } from '../port/channel-definition';
import { accountEventSchema, messagesIn } from './instagram-events';
import { instagramSettingsSchema, type InstagramSettings } from './instagram-settings';
import { instagram as messages, instagramComments, instagramPrivateReplies } from './rules';

/**
 * Whoever commented may be answered there, or once in private; a message is answered in private only. A comment has 300
 * characters at most, a message 1,000 bytes.
 */
const ways: Readonly<Record<string, Way>> = {
  [`${instagramComments.network} public`]: { rules: instagramComments, longestText: 300 },
  [`${instagramComments.network} author`]: { rules: instagramPrivateReplies, longestText: 1_000 },
  [`${messages.network} author`]: { rules: messages, longestText: 1_000 },
};

/** A professional account on Instagram: comments and messages. */
export const instagramAccount: ChannelDefinition<InstagramSettings> = {
  name: 'instagram',
  rules: [instagramComments, instagramPrivateReplies, messages],
  settings: instagramSettingsSchema,
  door: ({ settings: { account, verifyToken }, secret }) =>
    new MetaDoor({
      verifyToken,
      secret,
      read: (body) => {
        const parsed = accountEventSchema.safeParse(body);
        if (!parsed.success) return { type: 'invalid-payload', why: 'the body is no webhook of an account' };
        return { type: 'messages', ...messagesIn(parsed.data, account) };
      },
    }),
  wayTo: ({ network }, to) => ways[`${network} ${to}`],
};
