import type { NetworkRules } from '../rules/network-rules';

const common = {
  mayBegin: false,
  needsTemplate: false,
  needsOptIn: false,
  cost: { kind: 'free' },
  asOf: '2026-11-29',
} as const;

/** Messages to a community: whoever wrote to it may be answered until they forbid it. */
export const vk: NetworkRules = {
  ...common,
  network: 'vk',
  name: 'VKontakte',
  isPublic: false,
  source: { title: 'VK, messages.send, version 5.199', url: 'https://dev.vk.com/en/method/messages.send' },
};

/** Comments on the wall of a community. */
export const vkComments: NetworkRules = {
  ...common,
  network: 'vk-comments',
  name: 'comments on VKontakte',
  isPublic: true,
  source: { title: 'VK, wall.createComment, version 5.199', url: 'https://dev.vk.com/en/method/wall.createComment' },
};
