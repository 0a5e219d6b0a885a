import type { NetworkRules } from '../rules/network-rules';

/** Messages to a community: whoever wrote to it may be answered until they forbid it. */
export const vk: NetworkRules = {
  network: 'vk',
  name: 'VKontakte',
  isPublic: false,
  mayBegin: false,
  needsTemplate: false,
  needsOptIn: false,
  cost: { kind: 'free' },
  asOf: '2026-11-29',
  source: {
    title: 'VK, Callback API and messages of a community, version 5.199',
    url: 'https://dev.vk.com/en/api/callback/getting-started',
  },
};
