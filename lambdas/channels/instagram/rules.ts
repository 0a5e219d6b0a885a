import type { NetworkRules } from '../rules/network-rules';

const common = {
  mayBegin: false,
  needsTemplate: false,
  needsOptIn: false,
  cost: { kind: 'free' },
  asOf: '2026-11-30',
} as const;

/** Comments on what the account has published: whoever commented may be answered there, and everybody reads it. */
export const instagramComments: NetworkRules = {
  ...common,
  network: 'instagram-comments',
  name: 'Instagram comments',
  isPublic: true,
  source: {
    title: 'Meta, Instagram Platform, comment moderation',
    url: 'https://developers.facebook.com/docs/instagram-platform/comment-moderation',
  },
};

/** One message to whoever commented. Only their own message opens the window. */
export const instagramPrivateReplies: NetworkRules = {
  ...common,
  network: 'instagram-private-reply',
  name: 'Instagram private replies',
  isPublic: false,
  windowHours: 7 * 24,
  messagesPerWindow: 1,
  source: {
    title: 'Meta, Instagram Platform, private replies',
    url: 'https://developers.facebook.com/docs/instagram-platform/private-replies',
  },
};

/** A person may answer for seven days, with the tag for human agents; a machine for one. */
export const instagram: NetworkRules = {
  ...common,
  network: 'instagram',
  name: 'Instagram messages',
  isPublic: false,
  windowHours: 7 * 24,
  humanOnlyAfterHours: 24,
  source: {
    title: 'Meta, Messenger Platform for Instagram: messaging window, human agent',
    url: 'https://developers.facebook.com/docs/messenger-platform/instagram/features/send-message',
  },
};
