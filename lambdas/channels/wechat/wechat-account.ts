import type { ChannelDefinition } from '../port/channel-definition';
import { wechat } from './send/rules';
import { WechatDoor } from './wechat-door';
import { wechatSettingsSchema, type WechatSettings } from './send/wechat-settings';

/** A service account on WeChat: messages to it. */
export const wechatAccount: ChannelDefinition<WechatSettings> = {
  name: 'wechat',
  rules: [wechat],
  settings: wechatSettingsSchema,
  door: ({ settings, secret }) => new WechatDoor(settings, secret),
  // A message has 2,048 bytes, and its sender counts them.
  wayTo: ({ network }, to) =>
    network === wechat.network && to === 'author' ? { rules: wechat, longestText: 2_048 } : undefined,
};
