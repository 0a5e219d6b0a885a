import type { NetworkRules } from '../../rules/network-rules';

/** A service account. Its service templates may begin; whoever follows the account has agreed. */
export const wechat: NetworkRules = {
  network: 'wechat',
  name: 'WeChat',
  isPublic: false,
  mayBegin: true,
  needsTemplate: true,
  needsOptIn: true,
  windowHours: 48,
  messagesPerWindow: 5,
  cost: { kind: 'free' },
  asOf: '2026-11-30',
  source: {
    title: 'WeChat, customer service messages of an official account: 48 hours, 5 messages since 12 June 2023',
    url: 'https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html',
  },
};
