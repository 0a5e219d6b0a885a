import type { NetworkRules } from '../rules/network-rules';

const common = {
  mayBegin: false,
  needsTemplate: false,
  needsOptIn: false,
  cost: { kind: 'free' },
  asOf: '2026-11-29',
} as const;

/** Comments on the posts of a page: whoever commented may be answered there, and everybody reads it. */
export const facebookComments: NetworkRules = {
  ...common,
  network: 'facebook',
  name: 'Facebook comments',
  isPublic: true,
  source: {
    title: 'Meta, Pages API, comments',
    url: 'https://developers.facebook.com/docs/pages-api/comments-mentions',
  },
};

/** One message to whoever commented. Only their own message opens the window of Messenger. */
export const facebookPrivateReplies: NetworkRules = {
  ...common,
  network: 'facebook-private-reply',
  name: 'Facebook private replies',
  isPublic: false,
  windowHours: 7 * 24,
  messagesPerWindow: 1,
  source: {
    title: 'Meta, Messenger Platform, private replies',
    url: 'https://developers.facebook.com/docs/messenger-platform/discovery/private-replies/',
  },
};

/** A person may answer for seven days, with the tag for human agents; a machine for one. */
export const messenger: NetworkRules = {
  ...common,
  network: 'messenger',
  name: 'Messenger',
  isPublic: false,
  windowHours: 7 * 24,
  humanOnlyAfterHours: 24,
  source: {
    title: 'Meta, Messenger Platform, policy overview: standard messaging and human agent',
    url: 'https://developers.facebook.com/docs/messenger-platform/policy/policy-overview',
  },
};
