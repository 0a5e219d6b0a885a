import type { Way } from '../port/answer';
import type { ChannelDefinition } from '../port/channel-definition';
import { vk, vkComments } from './rules';
import { VkDoor } from './vk-door';
import { vkSettingsSchema, type VkSettings } from './vk-settings';

/** A message is answered in private, a comment where it stands. VK has no private answer to a comment. */
const ways: Readonly<Record<string, Way>> = {
  [`${vk.network} author`]: { rules: vk, longestText: 4_096 },
  [`${vkComments.network} public`]: { rules: vkComments, longestText: 4_096 },
};

/** A community on VKontakte: messages to it, and comments on its wall. */
export const vkCommunity: ChannelDefinition<VkSettings> = {
  name: 'vk',
  rules: [vk, vkComments],
  settings: vkSettingsSchema,
  door: ({ settings, secret }) => new VkDoor(settings, secret),
  wayTo: ({ network }, to) => ways[`${network} ${to}`],
};
