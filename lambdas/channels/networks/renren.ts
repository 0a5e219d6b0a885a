import type { NetworkRules } from '../rules/network-rules';

export const renren: NetworkRules = {
  network: 'renren',
  name: 'Renren',
  closed: {
    since: '2024-12-01',
    why: 'Nobody can log in since then, and its support said on the next day that the service had ended until further notice.',
  },
  isPublic: true,
  mayBegin: false,
  needsTemplate: false,
  needsOptIn: false,
  cost: { kind: 'free' },
  asOf: '2026-11-29',
  source: {
    title: 'The Epoch Times (Taiwan) of December 2024, after IT Home, which asked the support',
    url: 'https://m.epochtimes.com.tw/n458546/',
  },
};
