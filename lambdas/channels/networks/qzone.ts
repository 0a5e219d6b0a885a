import type { NetworkRules } from '../rules/network-rules';

export const qzone: NetworkRules = {
  network: 'qzone',
  name: 'Qzone',
  closed: {
    since: '2014-03-31',
    why: 'Its interfaces for posts were taken down; what is left is a dialog in which users themselves press a button.',
  },
  isPublic: true,
  mayBegin: false,
  needsTemplate: false,
  needsOptIn: false,
  cost: { kind: 'free' },
  asOf: '2026-11-29',
  source: {
    title: 'QQ Connect, add_one_blog: offline since 2014-03-31',
    url: 'https://wiki.connect.qq.com/add_one_blog',
  },
};
