import type { NetworkRules } from '../rules/network-rules';

export const instagram: NetworkRules = {
  network: 'instagram',
  name: 'Instagram messages',
  isPublic: false,
  mayBegin: false,
  needsTemplate: false,
  needsOptIn: false,
  windowHours: 7 * 24,
  humanOnlyAfterHours: 24,
  cost: { kind: 'free' },
  asOf: '2026-11-27',
  source: {
    title: 'Meta, Messenger Platform for Instagram: messaging window, human agent',
    url: 'https://developers.facebook.com/docs/messenger-platform/instagram/features/send-message',
  },
};
