import type { NetworkRules } from '../rules/network-rules';

/** How long each network leaves open, as Chatwoot itself counts it before it lets an agent answer. */
const windows = {
  title: 'Chatwoot, the messaging windows of its inboxes (Conversations::MessageWindowService)',
  url: 'https://github.com/chatwoot/chatwoot/blob/develop/app/services/conversations/message_window_service.rb',
};

const common = {
  isPublic: false,
  mayBegin: false,
  needsTemplate: false,
  needsOptIn: false,
  cost: { kind: 'free' },
  asOf: '2026-11-30',
  source: windows,
} as const;

/** Inboxes whose network ends no window: the API channel, chat on a web page, Telegram, LINE, SMS, mail. */
export const chatwoot: NetworkRules = { ...common, network: 'chatwoot', name: 'an inbox of Chatwoot' };

export const chatwootWhatsapp: NetworkRules = {
  ...common,
  network: 'chatwoot-whatsapp',
  name: 'WhatsApp in Chatwoot',
  windowHours: 24,
};

/** Seven days where the installation has Meta's tag for human agents. Nobody tells us, so it is the shorter one. */
export const chatwootMessenger: NetworkRules = {
  ...common,
  network: 'chatwoot-messenger',
  name: 'Messenger in Chatwoot',
  windowHours: 24,
};

/** As in Messenger. */
export const chatwootInstagram: NetworkRules = {
  ...common,
  network: 'chatwoot-instagram',
  name: 'Instagram in Chatwoot',
  windowHours: 24,
};

export const chatwootTiktok: NetworkRules = {
  ...common,
  network: 'chatwoot-tiktok',
  name: 'TikTok in Chatwoot',
  windowHours: 48,
};

/** What everybody reads. */
export const chatwootTweets: NetworkRules = {
  ...common,
  network: 'chatwoot-tweet',
  name: 'mentions on X in Chatwoot',
  isPublic: true,
};

/** Each way that an inbox of Chatwoot can lead. */
export const chatwootRules: readonly NetworkRules[] = [
  chatwoot,
  chatwootWhatsapp,
  chatwootMessenger,
  chatwootInstagram,
  chatwootTiktok,
  chatwootTweets,
];
